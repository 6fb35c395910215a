using System.Diagnostics;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The records of a group that wait to be appended, for one loop that takes them. While it has one, or none is there, what arrives is
/// collected in the last one.
/// </summary>
/// <param name="mostShards">The number of sessions that a record can name.</param>
internal sealed class RecordQueue(int mostShards)
{
    /// <summary>The number of unused records that are kept.</summary>
    private const int MostKept = 4;

    private readonly Queue<PendingRecord> waiting = new();
    private readonly Stack<PendingRecord> unused = new();
    private readonly WakeSignal wake = new();
    private readonly Lock gate = new();

    /// <summary>The record that collects; null if the next event begins another one.</summary>
    private PendingRecord? last;

    /// <summary>The loop has a record, or has been told that one waits.</summary>
    private bool isBusy = true;

    /// <summary>Completes when nothing waits and the loop has nothing; null if nobody waits for it.</summary>
    private TaskCompletionSource? idle;

    private volatile bool isClosed;

    /// <summary>Whether nothing more is taken.</summary>
    public bool IsClosed => isClosed;

    /// <summary>
    /// Adds an event to the record that is being collected, or begins another one. If the loop waits, it goes on in this call.
    /// </summary>
    /// <returns>False if nothing more is taken.</returns>
    public bool TryAdd(in RecordedEvent one, RecordAddress address, EventReceipt receipt, Activity? activity, int bytes)
    {
        bool wasBusy;
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            if (last is null || !(last.Address.IsPack && address.IsPack) || !last.TryAdd(one, receipt, activity, bytes))
            {
                var next = unused.TryPop(out var again) ? again : new PendingRecord(mostShards);
                next.Begin(address);
                next.TryAdd(one, receipt, activity, bytes);
                waiting.Enqueue(next);
                last = next;
            }

            (wasBusy, isBusy) = (isBusy, true);
        }

        if (!wasBusy)
        {
            wake.Set();
        }

        return true;
    }

    /// <summary>Takes the next record. For the loop only, which has done with the one before.</summary>
    /// <returns>The record; null if there is none, and the loop has to wait.</returns>
    public PendingRecord? Next()
    {
        lock (gate)
        {
            if (!waiting.TryDequeue(out var next))
            {
                wake.Reset();
                BeIdle();
            }
            else if (ReferenceEquals(next, last))
            {
                last = null;
            }

            return next;
        }
    }

    /// <summary>Waits until there may be a record, or the queue is closed. Once after each <see cref="Next"/> without one.</summary>
    public ValueTask WaitAsync() => wake.WaitAsync();

    /// <summary>Takes a record back that is not used any more.</summary>
    public void Return(PendingRecord record)
    {
        record.Clear();
        lock (gate)
        {
            if (unused.Count < MostKept)
            {
                unused.Push(record);
                return;
            }
        }

        record.Dispose();
    }

    /// <summary>Completes when nothing waits and the loop has nothing, or has ended.</summary>
    public Task WhenIdle()
    {
        lock (gate)
        {
            return isBusy
                ? (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    /// <summary>Takes nothing more, and wakes the loop.</summary>
    public void Close()
    {
        bool wasBusy;
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
            (wasBusy, isBusy) = (isBusy, true);
        }

        if (!wasBusy)
        {
            wake.Set();
        }
    }

    /// <summary>Says that the loop has ended.</summary>
    public void End()
    {
        lock (gate)
        {
            isClosed = true;
            BeIdle();
        }
    }

    /// <summary>Gives up all records, after the end of the loop.</summary>
    /// <returns>The bytes that they have taken from the budget.</returns>
    public long Clear()
    {
        lock (gate)
        {
            long bytes = 0;
            while (waiting.TryDequeue(out var left))
            {
                bytes += left.Bytes;
                left.Dispose();
            }

            while (unused.TryPop(out var empty))
            {
                empty.Dispose();
            }

            last = null;
            return bytes;
        }
    }

    private void BeIdle()
    {
        isBusy = false;
        idle?.TrySetResult();
        idle = null;
    }
}
