namespace Spectacles.Gateway;

/// <summary>How a connection of a shard ends.</summary>
/// <param name="Code">The close code of whoever closed it; null when the connection broke.</param>
/// <param name="Reason">Why, in one line, without a token or a payload.</param>
/// <param name="Origin">Who closed it.</param>
/// <param name="WillResume">Whether the shard's next connection resumes the session; else a new session begins, or the shard's life is over.</param>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
public sealed record ShardClose(int? Code, string Reason, CloseOrigin Origin, bool WillResume);
