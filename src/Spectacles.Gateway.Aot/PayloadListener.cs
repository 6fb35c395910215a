namespace Spectacles.Gateway;

/// <summary>Looks at a message on its way out or in.</summary>
/// <param name="payload">The whole message: JSON in UTF-8. It is dead when the listener returns; copy what must outlive the call.</param>
/// <param name="shard">The shard.</param>
public delegate void PayloadListener(ReadOnlySpan<byte> payload, Shard shard);
