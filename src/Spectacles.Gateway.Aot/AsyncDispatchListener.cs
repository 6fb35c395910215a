namespace Spectacles.Gateway;

/// <summary>Listens to events, and is not finished when it returns: copy from the event what is needed later.</summary>
/// <param name="dispatch">The event: its name, its sequence and its payload. It is dead when the listener returns.</param>
/// <param name="shard">The shard that received it.</param>
/// <param name="cancellationToken">Cancelled when the cluster has waited long enough for its handlers at a stop.</param>
public delegate ValueTask AsyncDispatchListener(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken);
