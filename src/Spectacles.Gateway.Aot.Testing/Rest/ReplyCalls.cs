namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that send messages.</summary>
internal sealed class ReplyCalls(GatewayState state, MessageComposer messages)
{
    /// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
    public RestAnswer CreateMessage(string channelId, byte[] body)
    {
        if (!RestBody.TryRead(body, out string text, out var slice))
        {
            return RestAnswer.InvalidJson;
        }

        if (!Snowflake.TryParse(channelId, null, out var id) || state.World.FindChannel(id) is not { } channel)
        {
            return RestAnswer.Error(404, 10003, "Unknown Channel");
        }

        var sent = MessageBody.Read(slice);
        if (sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        var message = sent.Apply(messages.Compose(channel, state.World.Bot, sent.Content ?? "")) with
        {
            ReplyTo = sent.ReplyTo,
            Referenced = sent.ReplyTo is { } known ? state.Messages.Find(known) : null,

            // A message that is not a response to an interaction can't be ephemeral.
            Flags = sent.Flags & ~(MessageFlags.Ephemeral | MessageFlags.Loading),
        };
        state.Journal.Replied(new Reply(channel.Id, null, message.Content, text));
        messages.Dispatch(message);
        return RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));
    }
}
