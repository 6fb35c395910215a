namespace Spectacles.Gateway;

/// <summary>Listens to events of any name.</summary>
/// <param name="dispatch">The event: its name, its sequence and its payload. It is dead when the listener returns.</param>
/// <param name="shard">The shard that received it.</param>
public delegate void DispatchListener(in Dispatch dispatch, Shard shard);
