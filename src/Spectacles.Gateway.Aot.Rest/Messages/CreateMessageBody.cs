namespace Spectacles.Gateway.Rest;

/// <content>What the client adds, and a text as a message.</content>
public sealed partial class CreateMessageBody : INonceBody
{
    bool IMessageBody.DecidesMentions => AllowedMentions is not null;

    /// <summary>A message that is only text.</summary>
    /// <param name="content">The text.</param>
    public static implicit operator CreateMessageBody(string content) => FromString(content);

    /// <summary>Creates a message that is only text.</summary>
    /// <param name="content">The text.</param>
    public static CreateMessageBody FromString(string content) => new() { Content = content };
}
