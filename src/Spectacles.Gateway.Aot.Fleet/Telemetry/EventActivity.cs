using System.Diagnostics;

namespace Spectacles.Gateway.Fleet;

/// <summary>The activity of an event on its way through a node: from its arrival until the log has stored it.</summary>
internal static class EventActivity
{
    private static readonly ActivitySource Source = new(FleetMeter.Name, BuildProperties.Version);

    /// <summary>Starts an activity, if any listener wants it.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="sequence">The event's sequence.</param>
    /// <returns>The activity, which is not the current one; null if it is not sampled.</returns>
    public static Activity? Start(string name, int shardId, long sequence)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var current = Activity.Current;
        var activity = Source.StartActivity(name, ActivityKind.Producer);
        Activity.Current = current;
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("spectacles.event.name", name);
            activity.SetTag("spectacles.shard.id", shardId);
            activity.SetTag("spectacles.event.sequence", sequence);
        }

        return activity;
    }

    /// <summary>Ends an activity.</summary>
    public static void End(Activity activity)
    {
        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    /// <summary>Writes the context of an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="to">25 bytes: the id of the trace, the id of the activity, and the flags.</param>
    public static void Write(Activity activity, Span<byte> to)
    {
        activity.TraceId.CopyTo(to[..16]);
        activity.SpanId.CopyTo(to[16..24]);
        to[24] = (byte)activity.ActivityTraceFlags;
    }

    /// <summary>Reads the context of an activity.</summary>
    /// <returns>The context; the default value if there is none.</returns>
    public static ActivityContext Read(ReadOnlySpan<byte> from) => from.Length == RecordFormat.TraceContextLength
        ? new ActivityContext(
            ActivityTraceId.CreateFromBytes(from[..16]),
            ActivitySpanId.CreateFromBytes(from[16..24]),
            (ActivityTraceFlags)from[24],
            isRemote: true)
        : default;
}
