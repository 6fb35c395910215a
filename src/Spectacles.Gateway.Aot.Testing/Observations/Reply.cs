namespace Spectacles.Gateway.Testing;

/// <summary>A message or an interaction response of the bot that was answered with 2xx.</summary>
/// <param name="ChannelId">The channel of the reply.</param>
/// <param name="InteractionId">The interaction that it responds to; null for a message.</param>
/// <param name="Content">The text; null when the response has none, such as a deferred response.</param>
/// <param name="Body">The request's JSON.</param>
public sealed record Reply(Snowflake ChannelId, Snowflake? InteractionId, string? Content, string Body)
{
    /// <summary>The message that was created or changed; null when the response is not a message, such as a modal.</summary>
    public Snowflake? MessageId { get; init; }

    /// <summary>Whether the bot has only said that its response follows later.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>Whether only the user who started the interaction sees it.</summary>
    public bool IsEphemeral { get; init; }
}
