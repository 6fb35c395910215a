namespace Spectacles.Gateway.Testing;

/// <summary>Something that the bot said: a message, or the answer to an interaction. Only what was answered 2xx is one.</summary>
/// <param name="ChannelId">The channel that it was said in.</param>
/// <param name="InteractionId">The interaction that it answers; null for a message.</param>
/// <param name="Content">The text; null when the answer holds none, as a deferred one does.</param>
/// <param name="Body">The request's JSON.</param>
public sealed record Reply(Snowflake ChannelId, Snowflake? InteractionId, string? Content, string Body);
