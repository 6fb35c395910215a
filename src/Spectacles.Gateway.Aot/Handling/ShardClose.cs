namespace Spectacles.Gateway;

/// <summary>The end of a shard's connection.</summary>
/// <param name="Code">The close code of the side that closed it; null when the connection was lost.</param>
/// <param name="Reason">The reason in one line, without a token or a payload.</param>
/// <param name="Origin">The side that closed it.</param>
/// <param name="WillResume">
/// Whether the shard's next connection resumes the session. Otherwise a new session begins, or the shard has stopped.
/// </param>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
public sealed record ShardClose(int? Code, string Reason, CloseOrigin Origin, bool WillResume);
