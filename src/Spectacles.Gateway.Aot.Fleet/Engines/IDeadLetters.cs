namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The records that worker groups no longer try to handle, oldest first. They are kept until they are removed or a limit is reached.
/// </summary>
public interface IDeadLetters
{
    /// <summary>Returns the number of dead letters of a worker group.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>Returns the dead letters of a worker group.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    IAsyncEnumerable<DeadLetter> ListAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>Removes one dead letter.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="id">The <see cref="DeadLetter.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether there was such a dead letter.</returns>
    ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken);
}
