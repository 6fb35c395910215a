using System.Diagnostics;

namespace Spectacles.Gateway.Fleet;

/// <summary>A record that is being collected or appended, with the receipts of its events.</summary>
/// <param name="mostShards">The number of shards in it.</param>
internal sealed class PendingRecord(int mostShards) : IDisposable
{
    /// <summary>In events. A worker acknowledges a pack when all of them are done.</summary>
    private const int MostEvents = 256;

    /// <summary>In bytes; far below the largest message of a broker.</summary>
    private const int MostBytes = 256 * 1024;

    private readonly RecordWriter writer = new(mostShards);
    private readonly List<EventReceipt> receipts = [];
    private readonly List<Activity> activities = [];

    /// <summary>What it is about.</summary>
    public RecordAddress Address { get; private set; }

    /// <summary>The bytes that its events have taken from the budget.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of events.</summary>
    public int Count => receipts.Count;

    /// <summary>Begins to collect.</summary>
    public void Begin(RecordAddress address) => Address = address;

    /// <summary>Adds an event.</summary>
    /// <returns>False if it belongs into another record.</returns>
    public bool TryAdd(in RecordedEvent one, EventReceipt receipt, Activity? activity, int bytes)
    {
        if (Count > 0 && (!Address.IsPack || Count == MostEvents || writer.Length + bytes > MostBytes))
        {
            return false;
        }

        if (!writer.TryAdd(one))
        {
            return false;
        }

        receipts.Add(receipt);
        if (activity is not null)
        {
            activities.Add(activity);
        }

        Bytes += bytes;
        return true;
    }

    /// <inheritdoc cref="RecordWriter.Finish"/>
    public ReadOnlyMemory<byte> Finish(int group, long fence, int shardCount) => writer.Finish(group, fence, shardCount);

    /// <summary>Confirms the events: the log has them.</summary>
    public void Confirm()
    {
        foreach (var receipt in receipts)
        {
            receipt.Confirm();
        }

        activities.ForEach(EventActivity.End);
    }

    /// <summary>Removes the events, so that it can be used again.</summary>
    public void Clear()
    {
        writer.Clear();
        receipts.Clear();
        activities.Clear();
        Bytes = 0;
    }

    public void Dispose() => writer.Dispose();
}
