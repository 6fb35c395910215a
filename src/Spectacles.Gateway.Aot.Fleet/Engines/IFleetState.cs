namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Small values by key. Every write gets a revision that is greater than every earlier one of the same state, even after the deletion of a
/// key.
/// </summary>
/// <remarks>
/// Keys consist of lowercase letters, digits, hyphens and dots. A value has at most 64 KB. A read sees every write that ended before it
/// began.
/// </remarks>
public interface IFleetState
{
    /// <summary>Reads a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entry; null if the key has no value.</returns>
    ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a value if the key has not changed since it was read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="expectedRevision">The revision that the key must have; 0 if it must have no value.</param>
    /// <param name="cancellationToken">
    /// Cancels the wait for the outcome. The write may have been carried out or not. Read the key to find out.
    /// </param>
    /// <returns>The new revision; null if the key has another revision.</returns>
    ValueTask<long?> TryWriteAsync(string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken);

    /// <summary>Deletes a value if the key has not changed since it was read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expectedRevision">The revision that the key must have.</param>
    /// <param name="cancellationToken">Cancels the wait for the outcome.</param>
    /// <returns>Whether it was deleted. If not, the key has another revision or no value.</returns>
    ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the current entries whose keys begin with a prefix, then one <see cref="StateChange.Current"/>, and then every change. Of
    /// several changes of one key, it may return only the last one. The watch continues after the broker could not be reached.
    /// </summary>
    /// <param name="prefix">The beginning of the keys: whole words up to a dot, such as <c>group.</c>; empty for all.</param>
    /// <param name="cancellationToken">Ends the enumeration, with an <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<StateChange> WatchAsync(string prefix, CancellationToken cancellationToken);
}
