namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that send, read, edit and delete messages with the token in the path, which authorises them.</summary>
/// <remarks>
/// https://discord.com/developers/docs/resources/webhook#execute-webhook and
/// https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
/// </remarks>
internal static class WebhookMessageCalls
{
    private const string Webhook = "/webhooks/{webhook_id}/{webhook_token}";
    private const string Original = $"{Webhook}/messages/@original";
    private const string OneMessage = $"{Webhook}/messages/{{message_id}}";

    public static void Map(RestRoutes routes)
    {
        routes.Map("POST", Webhook, static call => With(call, static webhook => webhook.Send()));
        Map(routes, Original, static (_, webhook) => webhook.Original);
        Map(routes, OneMessage, static (call, webhook) =>
            call.Id("message_id") is { } id && call.State.Messages.Find(id) is { } message && webhook.Owns(message) ? message : null);
    }

    private static void Map(RestRoutes routes, string path, Func<RestRequest, IMessageWebhook, SimulatedMessage?> find)
    {
        routes.Map("GET", path, call => With(call, webhook => MessageScope.Find(find(call, webhook))));
        routes.Map("PATCH", path, call => With(call, webhook =>
            find(call, webhook) is { } message ? webhook.Edit(message) : MessageScope.UnknownMessage));
        routes.Map("DELETE", path, call => With(call, webhook =>
        {
            if (find(call, webhook) is not { } message)
            {
                return MessageScope.UnknownMessage;
            }

            webhook.Delete(message);
            return RestAnswer.NoContent;
        }));
    }

    private static RestAnswer With(RestRequest call, Func<IMessageWebhook, RestAnswer> answer)
    {
        string token = call["webhook_token"];
        if (WebhookCalls.Find(call) is { } webhook)
        {
            return webhook.Token == token ? answer(new ChannelWebhook(call, webhook)) : WebhookCalls.InvalidToken;
        }

        if (call.Id("webhook_id") != call.World.ApplicationId)
        {
            return WebhookCalls.UnknownWebhook;
        }

        return call.State.Interactions.FindByToken(token) switch
        {
            null => WebhookCalls.InvalidToken,
            { Acknowledged: false } => WebhookCalls.UnknownWebhook,
            var interaction => answer(new InteractionWebhook(call, interaction)),
        };
    }
}
