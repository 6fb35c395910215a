namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class CreateFollowupMessageBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => AllowedMentions is not null;
}
