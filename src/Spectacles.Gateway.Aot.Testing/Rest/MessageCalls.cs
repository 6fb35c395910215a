namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that send and change messages.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message</remarks>
internal static class MessageCalls
{
    public static void Map(RestRoutes routes) => routes.Map("POST", "/channels/{channel_id}/messages", Create);

    /// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
    private static RestAnswer Create(RestRequest call)
    {
        if (call.Id("channel_id") is not { } id || call.World.FindChannel(id) is not { } channel)
        {
            return RestAnswer.Error(404, 10003, "Unknown Channel");
        }

        var sent = MessageBody.Read(call.Body);
        if (sent.Refuse() is { } refusal)
        {
            return refusal;
        }

        var message = sent.Apply(call.Messages.Compose(channel, call.World.Bot, sent.Content ?? "")) with
        {
            ReplyTo = sent.ReplyTo,
            Referenced = sent.ReplyTo is { } known ? call.State.Messages.Find(known) : null,

            // A message that is not a response to an interaction can't be ephemeral.
            Flags = sent.Flags & ~(MessageFlags.Ephemeral | MessageFlags.Loading),
        };
        call.State.Journal.Replied(new Reply(channel.Id, null, message.Content, call.Text) { MessageId = message.Id });
        call.Messages.Dispatch(message);
        return RestAnswer.Ok(writer => writer.WriteMessage(message, asEvent: false));
    }
}
