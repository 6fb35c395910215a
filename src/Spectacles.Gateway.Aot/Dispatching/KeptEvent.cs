namespace Spectacles.Gateway.Dispatching;

/// <summary>An event that a muted shard has received, and that no serving shard has yet.</summary>
/// <param name="ShardId">The muted shard.</param>
/// <param name="Key">What the serving shard will know it by.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Data">The payload.</param>
/// <param name="Sequence">Its sequence in the muted shard's session.</param>
internal sealed record KeptEvent(int ShardId, EventKey Key, byte[] Name, byte[] Data, long Sequence);
