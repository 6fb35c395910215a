using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Sends messages, with their files if there are any. The executable of a bot without files does not contain the code for them.
/// </summary>
internal abstract class MessageDelivery
{
    /// <summary>Sends messages without files.</summary>
    public static readonly MessageDelivery WithoutFiles = new PlainDelivery();

    /// <summary>The files.</summary>
    public abstract ImmutableArray<RestFile> Files { get; }

    /// <summary>Sends a first answer.</summary>
    public abstract Task AnswerAsync(
        BotRest rest, Snowflake id, string token, CreateInteractionResponseBody body, CancellationToken cancellationToken);

    /// <summary>Changes the message of the first answer.</summary>
    public abstract Task<Message> EditAsync(
        BotRest rest, Snowflake application, string token, EditWebhookMessageBody body, CancellationToken cancellationToken);

    /// <summary>Sends a further message.</summary>
    public abstract Task<Message> FollowUpAsync(
        BotRest rest, Snowflake application, string token, CreateFollowupMessageBody body, CancellationToken cancellationToken);

    private sealed class PlainDelivery : MessageDelivery
    {
        public override ImmutableArray<RestFile> Files => [];

        public override Task AnswerAsync(
            BotRest rest, Snowflake id, string token, CreateInteractionResponseBody body, CancellationToken cancellationToken) =>
            rest.CreateInteractionResponseAsync(id, token, body, cancellationToken: cancellationToken);

        public override Task<Message> EditAsync(
            BotRest rest, Snowflake application, string token, EditWebhookMessageBody body, CancellationToken cancellationToken) =>
            rest.EditOriginalInteractionResponseAsync(application, token, body, cancellationToken);

        public override Task<Message> FollowUpAsync(
            BotRest rest, Snowflake application, string token, CreateFollowupMessageBody body, CancellationToken cancellationToken) =>
            rest.CreateFollowupMessageAsync(application, token, body, cancellationToken);
    }
}
