namespace Spectacles.Gateway.Fleet;

/// <summary>The records that worker groups have given up, oldest first. They are kept until they are removed or a bound is met.</summary>
public interface IDeadLetters
{
    /// <summary>Returns how many records a worker group has given up.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>Returns the records of a worker group.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    IAsyncEnumerable<DeadLetter> ListAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>Removes one record.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="id">The record's <see cref="DeadLetter.Id"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Whether there was such a record.</returns>
    ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken);
}
