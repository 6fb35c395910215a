namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class EditMessageBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => AllowedMentions.IsPresent;
}
