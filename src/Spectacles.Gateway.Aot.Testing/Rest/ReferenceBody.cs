using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The message that a new one replies to or forwards.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-reference-object</remarks>
internal static class ReferenceBody
{
    /// <summary>Why Discord refuses the reference; null when it accepts it.</summary>
    public static RestAnswer? Refuse(RestRequest call, SimulatedChannel channel, MessageBody sent)
    {
        if (sent.Reference.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var known = Find(call, sent);
        if (sent.IsForward)
        {
            return known is null ? MessageScope.UnknownMessage : null;
        }

        if (known is null)
        {
            return sent.Reference.Flag("fail_if_not_exists") == false
                ? null
                : RestAnswer.InvalidForm("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        }

        if (known.Channel.Id != channel.Id)
        {
            return RestAnswer.InvalidForm(
                "message_reference", "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", "Cannot reply to a message in a different channel");
        }

        return known.Kind == MessageKind.PinNotice
            ? RestAnswer.InvalidForm("message_reference", "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message")
            : null;
    }

    /// <summary>The draft of a message with the reference. A reply to nothing is a message like any other.</summary>
    public static SimulatedMessage Apply(RestRequest call, MessageBody sent, SimulatedMessage draft)
    {
        if (Find(call, sent) is not { } known)
        {
            return draft;
        }

        return sent.IsForward
            ? draft with
            {
                Reference = MessageReference.To(known),
                Snapshot = known.Snapshot ?? known,
                Flags = draft.Flags | MessageFlags.HasSnapshot,
            }
            : draft with { Kind = MessageKind.Reply, Reference = MessageReference.To(known), Referenced = known };
    }

    private static SimulatedMessage? Find(RestRequest call, MessageBody sent) =>
        sent.Reference.Id("message_id") is { } id && call.State.Messages.Find(id) is { IsEphemeral: false } known
            && (sent.Reference.Id("channel_id") is not { } channelId || channelId == known.Channel.Id)
            ? known
            : null;
}
