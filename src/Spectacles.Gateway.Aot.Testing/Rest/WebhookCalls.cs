using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that create, list, change and delete webhooks.</summary>
/// <remarks>https://discord.com/developers/docs/resources/webhook</remarks>
internal static class WebhookCalls
{
    private const string OfChannel = "/channels/{channel_id}/webhooks";
    private const string OneWebhook = "/webhooks/{webhook_id}";
    private const string WithToken = "/webhooks/{webhook_id}/{webhook_token}";
    private const int MostPerChannel = 15;
    private const int TokenLength = 68;
    private const int Incoming = 1;

    private static readonly string[] ReservedNames = ["clyde", "discord"];

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", OfChannel, MessageScope.InChannel(static (call, channel) =>
            List(call, webhook => webhook.ChannelId == channel.Id)));
        routes.Map("POST", OfChannel, MessageScope.InChannel(Create));
        routes.Map("GET", "/guilds/{guild_id}/webhooks", static call =>
            call.Id("guild_id") is { } id && call.World.FindGuild(id) is not null
                ? List(call, webhook => webhook.GuildId == id)
                : NotFound.Guild);
        foreach (bool withToken in (bool[])[false, true])
        {
            string path = withToken ? WithToken : OneWebhook;
            routes.Map("GET", path, call => On(call, withToken, (call, webhook) => Show(call, webhook, withUser: !withToken)));
            routes.Map("PATCH", path, call => On(call, withToken, (call, webhook) => Change(call, webhook, withUser: !withToken)));
            routes.Map("DELETE", path, call => On(call, withToken, Delete));
        }
    }

    public static RestAnswer UnknownWebhook => RestAnswer.Error(404, 10015, "Unknown Webhook");

    public static RestAnswer InvalidToken => RestAnswer.Error(401, 50027, "Invalid Webhook Token");

    /// <summary>The webhook that the path names; null when there is none.</summary>
    public static SimulatedWebhook? Find(RestRequest call)
    {
        var id = call.Id("webhook_id");
        return call.State.Webhooks.Items.FirstOrDefault(webhook => webhook.Id == id);
    }

    /// <summary>Finds names that Discord reserves.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/webhook#create-webhook</remarks>
    public static RestAnswer? RefuseName(JsonElement body, string field)
    {
        string name = body.Text(field) ?? "";
        return Array.Find(ReservedNames, reserved => name.Contains(reserved, StringComparison.OrdinalIgnoreCase)) is { } found
            ? RestAnswer.InvalidForm(field, "USERNAME_INVALID_CONTAINS", $"Username cannot contain \"{found}\"")
            : null;
    }

    private static RestAnswer On(RestRequest call, bool withToken, Func<RestRequest, SimulatedWebhook, RestAnswer> answer)
    {
        if (Find(call) is not { } webhook)
        {
            return UnknownWebhook;
        }

        return withToken && call["webhook_token"] != webhook.Token ? InvalidToken : answer(call, webhook);
    }

    /// <remarks>https://discord.com/developers/docs/resources/webhook#create-webhook</remarks>
    private static RestAnswer Create(RestRequest call, SimulatedChannel channel)
    {
        if (channel.GuildId is not { } guild || channel.Kind == ChannelKind.Category || channel.Thread is not null)
        {
            return RestAnswer.Error(400, 50024, "Cannot execute action on this channel type");
        }

        if (RefuseName(call.Body, "name") is { } refusal)
        {
            return refusal;
        }

        if (call.State.Webhooks.Items.Count(other => other.ChannelId == channel.Id) >= MostPerChannel)
        {
            return RestAnswer.Error(400, 30007, $"Maximum number of webhooks reached ({MostPerChannel})");
        }

        var id = call.World.Ids.Now();
        string token = string.Create(CultureInfo.InvariantCulture, $"webhook-{id.Value:x16}").PadRight(TokenLength, '0');
        var webhook = new SimulatedWebhook(id, token, channel.Id, guild, call.Body.Text("name")!, AvatarIn(call.Body));
        call.State.Webhooks.Add(webhook);
        DispatchUpdate(call, webhook);
        return Show(call, webhook, withUser: true);
    }

    /// <remarks>https://discord.com/developers/docs/resources/webhook#get-channel-webhooks</remarks>
    private static RestAnswer List(RestRequest call, Func<SimulatedWebhook, bool> isMeant) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var webhook in call.State.Webhooks.Items.Where(isMeant))
        {
            Write(writer, call, webhook, withUser: true);
        }

        writer.WriteEndArray();
    });

    private static RestAnswer Show(RestRequest call, SimulatedWebhook webhook, bool withUser) =>
        RestAnswer.Ok(writer => Write(writer, call, webhook, withUser));

    /// <summary>A call with the token can't move the webhook to another channel.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/webhook#modify-webhook</remarks>
    private static RestAnswer Change(RestRequest call, SimulatedWebhook webhook, bool withUser)
    {
        if (RefuseName(call.Body, "name") is { } refusal)
        {
            return refusal;
        }

        var channelId = withUser ? call.Body.Id("channel_id") ?? webhook.ChannelId : webhook.ChannelId;
        if (call.World.FindChannel(channelId) is not { } channel || channel.GuildId != webhook.GuildId)
        {
            return NotFound.Channel;
        }

        var changed = call.State.Webhooks.Update(one => one.Id == webhook.Id, one => one with
        {
            Name = call.Body.Text("name") ?? one.Name,
            Avatar = call.Body.Has("avatar") ? AvatarIn(call.Body) : one.Avatar,
            ChannelId = channelId,
        });
        if (changed is null)
        {
            return UnknownWebhook;
        }

        DispatchUpdate(call, changed);
        if (webhook.ChannelId != channelId)
        {
            DispatchUpdate(call, webhook);
        }

        return Show(call, changed, withUser);
    }

    /// <remarks>https://discord.com/developers/docs/resources/webhook#delete-webhook</remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedWebhook webhook)
    {
        call.State.Webhooks.Remove(one => one.Id == webhook.Id);
        DispatchUpdate(call, webhook);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#webhooks-update</remarks>
    private static void DispatchUpdate(RestRequest call, SimulatedWebhook webhook) =>
        call.State.Dispatch("WEBHOOKS_UPDATE", Json.Write(webhook, static (writer, webhook) =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", webhook.GuildId);
            writer.WriteId("channel_id", webhook.ChannelId);
            writer.WriteEndObject();
        }));

    /// <remarks>https://discord.com/developers/docs/resources/webhook#webhook-object-webhook-structure</remarks>
    private static void Write(Utf8JsonWriter writer, RestRequest call, SimulatedWebhook webhook, bool withUser)
    {
        writer.WriteStartObject();
        writer.WriteId("id", webhook.Id);
        writer.WriteNumber("type", Incoming);
        writer.WriteString("name", webhook.Name);
        writer.WriteString("avatar", webhook.Avatar);
        writer.WriteId("channel_id", webhook.ChannelId);
        writer.WriteId("guild_id", webhook.GuildId);
        writer.WriteId("application_id", call.World.ApplicationId);
        writer.WriteString("token", webhook.Token);
        writer.WriteString("url", $"{call.State.Site}/api/webhooks/{webhook.Id}/{webhook.Token}");
        if (withUser)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(call.World.Bot);
        }

        writer.WriteEndObject();
    }

    private static string? AvatarIn(JsonElement body) => body.Text("avatar") is { } image ? ImageData.Digest(image) : null;
}
