namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class CreateInteractionResponseBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => (Type, Data) switch
    {
        (InteractionResponseType.ChannelMessageWithSource, { AllowedMentions: null }) => false,
        (InteractionResponseType.UpdateMessage, { AllowedMentions: null } data) => !IMessageBody.HasText(data.Content, data.Components),

        // The other types are no messages, and one without data has no place for it.
        _ => true,
    };

    int IMessageBody.Depth => 2;
}
