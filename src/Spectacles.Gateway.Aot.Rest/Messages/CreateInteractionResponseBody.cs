namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class CreateInteractionResponseBody : IMessageBody
{
    // The other types are no messages, and one without data has no place for it.
    bool IMessageBody.DecidesMentions =>
        Type is not (InteractionResponseType.ChannelMessageWithSource or InteractionResponseType.UpdateMessage)
        || Data is not { AllowedMentions: null };

    int IMessageBody.Depth => 2;
}
