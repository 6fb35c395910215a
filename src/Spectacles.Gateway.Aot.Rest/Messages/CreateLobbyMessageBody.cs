namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class CreateLobbyMessageBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => AllowedMentions.IsPresent;
}
