using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <content>What bots write most, in one line.</content>
public sealed partial class BotRest
{
    /// <summary>Replies to a message with text. It mentions the author of the message, unless the client allows no mentions.</summary>
    /// <param name="message">The message to reply to.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Cancels the call, also while it waits for a rate limit.</param>
    /// <inheritdoc cref="CreateMessageAsync(Snowflake, CreateMessageBody, CancellationToken)" path="/exception"/>
    /// <remarks>https://discord.com/developers/docs/resources/message#message-reference-object</remarks>
    public Task<Message> ReplyAsync(Message message, string content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return CreateMessageAsync(
            message.ChannelId, new() { Content = content, MessageReference = new() { MessageId = message.Id } }, cancellationToken);
    }
}
