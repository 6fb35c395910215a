namespace Spectacles.Gateway;

/// <summary>Listens to one event.</summary>
/// <param name="data">The payload: the JSON value of <c>d</c> in UTF-8. It is dead when the listener returns.</param>
/// <param name="shard">The shard that received it.</param>
public delegate void EventListener(ReadOnlySpan<byte> data, Shard shard);
