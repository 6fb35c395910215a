using System.Collections.Concurrent;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Which events a set of shards handles: all, except while it takes over from another set, or another one from it.</summary>
internal sealed class Intake
{
    private readonly ConcurrentDictionary<int, GuildArrivals> arrivals = new();
    private volatile OverlapWindow? overlap;

    /// <summary>A set that serves.</summary>
    public Intake()
    {
    }

    /// <summary>A set that is to take over.</summary>
    public Intake(OverlapWindow overlap)
    {
        this.overlap = overlap;
        Joins = true;
    }

    /// <summary>The overlap with another set; null when there is none.</summary>
    public OverlapWindow? Overlap
    {
        get => overlap;
        set => overlap = value;
    }

    /// <summary>Whether this is the set that takes over.</summary>
    public bool Joins { get; }

    public GuildArrivals ArrivalsOf(int shardId) => arrivals.GetOrAdd(shardId, static _ => new GuildArrivals());

    public OverlapVerdict Receive(OverlapWindow with, int shardId, in Envelope envelope, bool hasHandlers)
    {
        bool isOwn = envelope.Event.SequenceEqual("READY"u8) || envelope.Event.SequenceEqual("RESUMED"u8);
        bool begins = Joins && ArrivalsOf(shardId).Take(envelope) && !with.HasSwitched;
        if (!hasHandlers || begins)
        {
            return OverlapVerdict.Leave;
        }

        if (Joins && with.IsOver)
        {
            overlap = null;
            return OverlapVerdict.Handle;
        }

        if (isOwn && Joins)
        {
            return with.ReceiveOwnByNew(shardId);
        }

        var data = DataOf(envelope);
        var key = EventKey.Of(envelope.Event, data);
        return Joins ? with.ReceiveByNew(shardId, key, envelope.Event, data, envelope.Sequence)
            : with.ReceiveByOld(key) ? OverlapVerdict.Handle
            : OverlapVerdict.Leave;
    }

    private static ReadOnlySpan<byte> DataOf(in Envelope envelope)
    {
        try
        {
            var state = default(DispatchState);
            return new Dispatch(envelope.Event, envelope.Data, envelope.Sequence, ref state).Data.ToArray();
        }
        catch (JsonException)
        {
            // Handlers that look at it will say so.
            return envelope.Data;
        }
    }
}
