using System.Buffers;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Reads the events of a record one after the other.</summary>
internal ref struct RecordedEvents(EventRecord record, ReadOnlySpan<byte> events)
{
    private static readonly SearchValues<byte> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private readonly EventRecord record = record;
    private readonly ReadOnlySpan<byte> events = events;
    private int at;
    private int read;

    /// <summary>Where the next event begins, after the head.</summary>
    public int Position
    {
        readonly get => at;
        set => at = value;
    }

    /// <summary>Whether the record ended, or had something else, where an event should be.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the next event.</summary>
    /// <returns>False after the last one, and if the record is broken.</returns>
    public bool TryNext(out RecordedEvent one)
    {
        one = default;
        if (read == record.Count || IsBroken)
        {
            return false;
        }

        read++;
        IsBroken = !TryRead(out one);
        return !IsBroken;
    }

    /// <summary>Returns the name of a record's first event, as text that can be shown; empty if the record has none.</summary>
    public static string NameOfFirst(ReadOnlySpan<byte> record) =>
        EventRecord.TryRead(record, out var read) && read.Events is var events && events.TryNext(out var first)
            && !first.Name.ContainsAnyExcept(NameCharacters)
            ? Encoding.ASCII.GetString(first.Name)
            : "";

    /// <summary>Writes one event of a record as a record of its own, which a worker group appends to try it again.</summary>
    /// <param name="record">A record that was read before.</param>
    /// <param name="index">The event's position in it.</param>
    /// <param name="failedAttempts">How often the event has failed.</param>
    /// <param name="writer">An empty writer, which owns the result.</param>
    public static ReadOnlyMemory<byte> Cut(ReadOnlySpan<byte> record, int index, int failedAttempts, RecordWriter writer)
    {
        EventRecord.TryRead(record, out var read);
        var events = read.Events;
        RecordedEvent one;
        do
        {
            if (!events.TryNext(out one))
            {
                throw new InvalidOperationException($"The record has no event {index}.");
            }
        }
        while (index-- > 0);

        writer.TryAdd(one);
        return writer.Finish(read.Group, read.Fence, read.ShardCount, failedAttempts);
    }

    private bool TryRead(out RecordedEvent one)
    {
        one = default;
        if (
            !VariableInteger.TryRead(events, ref at, record.Shards - 1, out int shard)
                || !VariableInteger.TryRead(events, ref at, out long sequence)
                || !VariableInteger.TryRead(events, ref at, int.MaxValue, out int later)
                || !TryReadBytes(RecordFormat.TraceContextLength, out var trace)
                || !TryReadBytes(byte.MaxValue, out var name)
                || !TryReadBytes(int.MaxValue, out var data))
        {
            return false;
        }

        one = new RecordedEvent
        {
            Shard = record.Shard(shard),
            Sequence = sequence,
            ReceivedAt = record.ReceivedAt.AddMilliseconds(later),
            TraceContext = trace,
            Name = name,
            Data = data,
        };
        return true;
    }

    private bool TryReadBytes(int longest, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!VariableInteger.TryRead(events, ref at, longest, out int length) || events.Length - at < length)
        {
            return false;
        }

        bytes = events.Slice(at, length);
        at += length;
        return true;
    }
}
