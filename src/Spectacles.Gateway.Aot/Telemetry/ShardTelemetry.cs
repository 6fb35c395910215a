using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>The telemetry of one shard. When nobody listens, each method costs one comparison.</summary>
internal sealed class ShardTelemetry
{
    // A bool or a number in a tag would be boxed each time.
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly ClusterTelemetry cluster;
    private readonly GatewayMeter meter;
    private readonly int shardId;
    private readonly object? idTag;

    public ShardTelemetry(ClusterTelemetry cluster, int shardId)
    {
        this.cluster = cluster;
        this.shardId = shardId;
        meter = cluster.Meter;
        idTag = cluster.IsPerShard ? shardId : null;
    }

    /// <summary>Whether <see cref="CountGap"/> has an effect.</summary>
    public bool CountsGaps => meter.Gaps.Enabled;

    public void ReceiveFrame(int bytes)
    {
        if (meter.NetworkBytes.Enabled)
        {
            CountBytes(meter.NetworkBytes, bytes);
        }
    }

    public void ReceiveMessage(long bytes)
    {
        if (meter.MessageBytes.Enabled)
        {
            CountBytes(meter.MessageBytes, bytes);
        }
    }

    /// <summary>Counts an event, and measures how late it is.</summary>
    /// <param name="envelope">The event.</param>
    /// <param name="isHandled">Whether any handler or listener is called.</param>
    public void ReceiveEvent(in Envelope envelope, bool isHandled)
    {
        if (meter.Events.Enabled)
        {
            CountEvent(envelope, isHandled);
        }

        if (meter.Lag.Enabled)
        {
            MeasureLag(envelope);
        }
    }

    public void CountGap() => meter.Gaps.Add(1, Tags());

    /// <summary>Begins to measure a call. The code that runs in the call must begin on this thread afterwards.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="sequence">The event's sequence.</param>
    /// <param name="origin">What the activity links to; the default value for nothing.</param>
    public CallMeasure BeginCall(string eventName, string handler, long sequence, in ActivityContext origin)
    {
        bool isTimed = meter.CallDuration.Enabled;
        bool isWanted = CallActivity.IsWanted;
        return isTimed || isWanted
            ? new CallMeasure(
                isTimed ? cluster.Time.GetTimestamp() : null,
                isWanted ? CallActivity.Start(cluster.Names.Of(eventName), handler, shardId, cluster.Name, sequence, origin) : null)
            : default;
    }

    /// <summary>Ends the measurement of a call.</summary>
    /// <param name="measure">The measurement.</param>
    /// <param name="eventName">The event's name.</param>
    /// <param name="handler">The handler's name.</param>
    /// <param name="error">Why the call failed; null if it did not.</param>
    public void EndCall(in CallMeasure measure, string eventName, string handler, string? error)
    {
        if (measure.Started is { } started)
        {
            MeasureCall(cluster.Time.GetElapsedTime(started), eventName, handler, error);
        }

        if (measure.Activity is { } activity)
        {
            CallActivity.End(activity, error);
        }
    }

    public void CountAbandoned(string eventName, string handler) => meter.Abandoned.Add(1, TagsOf(eventName, handler));

    public void CountBlocking(string eventName, string handler) => meter.Blocking.Add(1, TagsOf(eventName, handler));

    public void CountIdentify() => meter.Identifies.Add(1, Tags());

    public void MeasureIdentifyWait(TimeSpan wait) => meter.IdentifyWait.Record(wait.TotalSeconds, Tags());

    public void MeasureLatency(TimeSpan latency) => meter.Latency.Record(latency.TotalSeconds, Tags());

    /// <summary>Notes that the shard is READY.</summary>
    /// <param name="isResumed">Whether a session was resumed.</param>
    /// <returns>The whole start, if it was the last shard of it; otherwise null.</returns>
    public StartSummary? NoteReady(bool isResumed)
    {
        if (isResumed)
        {
            CountResume("resumed");
        }

        return cluster.NoteReady(shardId, isResumed);
    }

    /// <summary>Notes the end of a connection.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="outcome">The consequences.</param>
    /// <param name="isStopping">Whether no other connection follows.</param>
    public void EndConnection(in ConnectionEnd end, in ConnectionOutcome outcome, bool isStopping)
    {
        var tags = Tags();
        tags.Add(AttributeNames.Reason, isStopping ? "stop" : ReconnectReason.Of(end));
        if (end.Step.Code is { } code && Enum.IsDefined((CloseCode)code))
        {
            tags.Add(AttributeNames.Code, code);
        }

        if (end.OpenFor is { } open)
        {
            meter.ConnectionDuration.Record(open.TotalSeconds, tags);
        }

        if (end is { ResumeAge: not null, ReadyFor: null, ByUser: false } && !isStopping)
        {
            CountResume(outcome.LostAfter is null ? "refused" : "lost");
        }

        if (!isStopping && end.Step.After is AfterClose.Resume or AfterClose.Identify)
        {
            tags.Add(AttributeNames.Next, outcome.Resumes ? "resume" : outcome.LostAfter is null ? "first" : "identify");
            meter.Reconnects.Add(1, tags);
        }
    }

    /// <summary>Returns the attributes that all measurements of the shard have.</summary>
    private TagList Tags()
    {
        var tags = default(TagList);
        if (cluster.Name is { } name)
        {
            tags.Add(AttributeNames.ClusterName, name);
        }

        if (idTag is not null)
        {
            tags.Add(AttributeNames.ShardId, idTag);
        }

        return tags;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CountBytes(Counter<long> counter, long bytes) => counter.Add(bytes, Tags());

    // A list of tags is large, and a method clears it first. So it is not in the methods that run when nobody listens.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CountEvent(in Envelope envelope, bool isHandled)
    {
        var tags = Tags();
        tags.Add(AttributeNames.EventName, cluster.Names.Of(envelope.Event));
        tags.Add(AttributeNames.Handled, isHandled ? True : False);
        meter.Events.Add(1, tags);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MeasureCall(TimeSpan duration, string eventName, string handler, string? error)
    {
        var tags = TagsOf(eventName, handler);
        if (error is not null)
        {
            tags.Add(AttributeNames.Error, error);
        }

        meter.CallDuration.Record(duration.TotalSeconds, tags);
    }

    private void CountResume(string outcome)
    {
        var tags = Tags();
        tags.Add(AttributeNames.Outcome, outcome);
        meter.Resumes.Add(1, tags);
    }

    private TagList TagsOf(string eventName, string handler)
    {
        var tags = Tags();
        tags.Add(AttributeNames.EventName, cluster.Names.Of(eventName));
        tags.Add(AttributeNames.HandlerName, handler);
        return tags;
    }

    /// <summary>Compares the clock with the time in the event's own id. https://discord.com/developers/docs/reference#snowflakes</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MeasureLag(in Envelope envelope)
    {
        if (
            (envelope.Event.SequenceEqual("MESSAGE_CREATE"u8) || envelope.Event.SequenceEqual("INTERACTION_CREATE"u8))
                && ObjectId.Find(envelope.Data) is { } id)
        {
            var lag = cluster.Time.GetUtcNow() - id.CreatedAt;
            var tags = Tags();
            tags.Add(AttributeNames.EventName, cluster.Names.Of(envelope.Event));
            meter.Lag.Record(Math.Max(0, lag.TotalSeconds), tags);
        }
    }
}
