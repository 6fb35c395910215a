namespace Spectacles.Gateway.Fleet;

/// <summary>The bytes of the records that a worker has received and not answered, of all partitions.</summary>
/// <param name="limit">In bytes.</param>
internal sealed class RecordBudget(long limit)
{
    private readonly ChangeSignal freed = new();
    private long used;

    /// <summary>The bytes that are left.</summary>
    public long Left => Math.Max(limit - Volatile.Read(ref used), 0);

    /// <summary>Notes a record that was received. It is there already, so it is not refused.</summary>
    public void Take(int bytes) => Interlocked.Add(ref used, bytes);

    /// <summary>Notes that a record is gone.</summary>
    public void Return(int bytes)
    {
        long left = Interlocked.Add(ref used, -bytes);
        if (left < limit && left + bytes >= limit)
        {
            freed.Fire();
        }
    }

    /// <summary>Waits until at least one byte is left: a record of any size may follow then.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = freed.Next;
            if (Left > 0)
            {
                return;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
