namespace Spectacles.Gateway.Testing;

/// <summary>A webhook of a channel as the sender of messages, in its channel or in a thread of it.</summary>
/// <remarks>https://discord.com/developers/docs/resources/webhook#execute-webhook</remarks>
internal sealed class ChannelWebhook(RestRequest call, SimulatedWebhook webhook) : IMessageWebhook
{
    public SimulatedMessage? Original => null;

    public bool Owns(SimulatedMessage message) =>
        message.Webhook?.Id == webhook.Id && message.Channel.Id == (call.QueryId("thread_id") ?? webhook.ChannelId);

    /// <summary>The message is in the answer only with <c>wait</c>.</summary>
    public RestAnswer Send()
    {
        if (call.Body.Text("thread_name") is { Length: > 0 })
        {
            return RestAnswer.Error(400, 220003, "Webhooks can only create threads in forum channels");
        }

        if (FindChannel() is not { } channel)
        {
            return NotFound.Channel;
        }

        var sent = MessageBody.Read(call.Body, call.Files);
        if ((WebhookCalls.RefuseName(call.Body, "username") ?? MessageCheck.Refuse(sent)) is { } refusal)
        {
            return refusal;
        }

        var author = new SimulatedUser(webhook.Id, call.Body.Text("username") ?? webhook.Name, IsBot: true);
        var message = sent.Complete(call, call.Messages.Compose(channel, author, "") with
        {
            Webhook = webhook with { Avatar = call.Body.Text("avatar_url") is { } url ? ImageData.Digest(url) : webhook.Avatar },
        });
        message = message with { Flags = message.Flags & ~MessageFlags.Ephemeral };
        call.Messages.Dispatch(message);
        call.State.Journal.Replied(new Reply(channel.Id, null, message.Content, call.Text) { MessageId = message.Id });
        return call.QueryFlag("wait") ? MessageScope.Show(message) : RestAnswer.NoContent;
    }

    public RestAnswer Edit(SimulatedMessage message)
    {
        var sent = MessageBody.Read(call.Body, call.Files);
        return MessageCheck.Refuse(sent, message) ?? MessageScope.Show(sent.Edit(call, message));
    }

    public void Delete(SimulatedMessage message) => call.Messages.DispatchDelete(message);

    private SimulatedChannel? FindChannel() => call.QueryId("thread_id") is { } thread
        ? call.World.FindChannel(thread) is { } found && found.Parent == webhook.ChannelId ? found : null
        : call.World.FindChannel(webhook.ChannelId);
}
