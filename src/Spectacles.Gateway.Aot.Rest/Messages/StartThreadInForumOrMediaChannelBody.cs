namespace Spectacles.Gateway.Rest;

/// <content>What the client adds.</content>
public sealed partial class StartThreadInForumOrMediaChannelBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => Message.AllowedMentions is not null;

    int IMessageBody.Depth => 2;
}
