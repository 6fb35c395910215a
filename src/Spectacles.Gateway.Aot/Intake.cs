using System.Collections.Concurrent;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Which events a set of shards handles: all, except while it takes over from another set, or another one from it.</summary>
internal sealed class Intake
{
    private readonly ConcurrentDictionary<int, GuildArrivals> arrivals = new();
    private volatile OverlapRole? role;

    /// <summary>A set that serves.</summary>
    public Intake()
    {
    }

    /// <summary>A set that is to take over.</summary>
    public Intake(OverlapWindow overlap)
    {
        role = new OverlapRole(overlap, Joins: true);
    }

    /// <summary>The part in an overlap with another set; null when there is none.</summary>
    public OverlapRole? Role => role;

    /// <summary>Another set is to take over.</summary>
    public void HandOver(OverlapWindow overlap) => role = new OverlapRole(overlap, Joins: false);

    /// <summary>The set that was to take over has gone. Without <see cref="HandOver"/> before, nothing changes.</summary>
    public void TakeBack(OverlapWindow overlap)
    {
        if (role is { } part && part.Window == overlap)
        {
            role = null;
        }
    }

    public GuildArrivals ArrivalsOf(int shardId) => arrivals.GetOrAdd(shardId, static _ => new GuildArrivals());

    /// <summary>What is to happen to an event of a shard.</summary>
    /// <param name="part">The part of this set in an overlap.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="envelope">The event.</param>
    /// <param name="hasHandlers">Whether there is anything to be called.</param>
    /// <param name="begins">Whether it belongs to the beginning of the session: <see cref="GuildArrivals.Take"/>.</param>
    public OverlapVerdict Receive(OverlapRole part, int shardId, in Envelope envelope, bool hasHandlers, bool begins)
    {
        var with = part.Window;
        if (begins && part.Joins && !with.HasSwitched)
        {
            return OverlapVerdict.Leave;
        }

        if (part.Joins && with.IsOver)
        {
            // Unless this set is already to hand over to the next one.
            Interlocked.CompareExchange(ref role, null, part);
            return hasHandlers ? OverlapVerdict.Handle : OverlapVerdict.Leave;
        }

        bool isOwn = envelope.Event.SequenceEqual("READY"u8) || envelope.Event.SequenceEqual("RESUMED"u8);
        if (isOwn && part.Joins)
        {
            return hasHandlers ? with.ReceiveOwnByNew(shardId) : OverlapVerdict.Leave;
        }

        var data = DataOf(envelope);
        var key = EventKey.Of(envelope.Event, data);
        if (!hasHandlers)
        {
            // A listener may have come or gone between the copies of an event: what the other set knows of it is settled all the same.
            with.Settle(key, part.Joins);
            return OverlapVerdict.Leave;
        }

        return part.Joins ? with.ReceiveByNew(shardId, key, envelope.Event, data, envelope.Sequence)
            : with.ReceiveByOld(key) ? OverlapVerdict.Handle
            : OverlapVerdict.Leave;
    }

    private static ReadOnlySpan<byte> DataOf(in Envelope envelope)
    {
        try
        {
            return envelope.Data[..JsonExtent.EndOf(envelope.Data, JsonExtent.SkipWhiteSpace(envelope.Data, 0))];
        }
        catch (JsonException)
        {
            // Handlers that look at it will say so.
            return envelope.Data;
        }
    }
}
