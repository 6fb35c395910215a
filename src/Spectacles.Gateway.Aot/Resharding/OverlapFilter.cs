using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Makes sure that each event is handled once while one set of shards takes over from another.</summary>
/// <param name="window">The overlap of the two sets.</param>
/// <param name="joins">Whether this is the set that takes over; otherwise it is the set that is replaced.</param>
/// <param name="slot">The set's filter slot. The filter is removed from it when nothing is left to compare.</param>
internal sealed class OverlapFilter(OverlapWindow window, bool joins, EventFilterSlot slot) : IEventFilter
{
    /// <summary>The overlap of the two sets.</summary>
    public OverlapWindow Window => window;

    public FilterVerdict Receive(int shardId, in Envelope envelope, bool hasHandlers, bool begins)
    {
        if (begins && joins && !window.HasSwitched)
        {
            return FilterVerdict.Leave;
        }

        if (joins && window.IsOver)
        {
            slot.Remove(this);
            return hasHandlers ? FilterVerdict.Handle : FilterVerdict.Leave;
        }

        bool isOwn = envelope.Event.SequenceEqual("READY"u8) || envelope.Event.SequenceEqual("RESUMED"u8);
        if (isOwn && joins)
        {
            return hasHandlers ? window.ReceiveOwnByNew(shardId) : FilterVerdict.Leave;
        }

        var data = DataOf(envelope);
        var key = EventKey.Of(envelope.Event, data);
        if (!hasHandlers)
        {
            // A listener may have been added or removed between the two copies of an event. The other set's record of the event is settled
            // anyway.
            window.Settle(key, joins);
            return FilterVerdict.Leave;
        }

        return joins ? window.ReceiveByNew(shardId, key, envelope.Event, data, envelope.Sequence)
            : window.ReceiveByOld(key) ? FilterVerdict.Handle
            : FilterVerdict.Leave;
    }

    public void CallsBegun()
    {
        if (!joins)
        {
            window.BegunByOld();
        }
    }

    private static ReadOnlySpan<byte> DataOf(in Envelope envelope)
    {
        try
        {
            return envelope.Data[..JsonExtent.EndOf(envelope.Data, JsonExtent.SkipWhiteSpace(envelope.Data, 0))];
        }
        catch (JsonException)
        {
            // Handlers that read it report the error.
            return envelope.Data;
        }
    }
}
