using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>Sends messages with files.</summary>
/// <param name="files">The files, at least one.</param>
internal sealed class FileDelivery(ImmutableArray<RestFile> files) : MessageDelivery
{
    /// <inheritdoc/>
    public override ImmutableArray<RestFile> Files => files;

    /// <inheritdoc/>
    public override Task AnswerAsync(
        BotRest rest, Snowflake id, string token, CreateInteractionResponseBody body, CancellationToken cancellationToken) =>
        rest.CreateInteractionResponseAsync(id, token, body, files, cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public override Task<Message> EditAsync(
        BotRest rest, Snowflake application, string token, EditWebhookMessageBody body, CancellationToken cancellationToken) =>
        rest.EditOriginalInteractionResponseAsync(application, token, body, files, cancellationToken);

    /// <inheritdoc/>
    public override Task<Message> FollowUpAsync(
        BotRest rest, Snowflake application, string token, CreateFollowupMessageBody body, CancellationToken cancellationToken) =>
        rest.CreateFollowupMessageAsync(application, token, body, files, cancellationToken);
}
