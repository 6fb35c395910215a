namespace Spectacles.Gateway.Rest;

/// <content>What the client adds, and a text as a message.</content>
public sealed partial class EditWebhookMessageBody : IMessageBody
{
    bool IMessageBody.DecidesMentions => AllowedMentions.IsPresent || !IMessageBody.HasText(Content.Value, Components.Value);

    /// <summary>A message that is only text.</summary>
    /// <param name="content">The text.</param>
    public static implicit operator EditWebhookMessageBody(string content) => FromString(content);

    /// <summary>Creates a message that is only text.</summary>
    /// <param name="content">The text.</param>
    public static EditWebhookMessageBody FromString(string content) => new() { Content = content };
}
