namespace Spectacles.Gateway.Testing;

/// <summary>The observations of client actions, and their counts.</summary>
internal sealed class Journal(TimeSpan timeout)
{
    private long identifies;
    private long resumes;
    private long replies;
    private long violations;
    private long unknownRoutes;

    public ObservationLog<ReceivedPayload> Received { get; } = new(timeout);

    public ObservationLog<ConnectionOpened> Opened { get; } = new(timeout);

    public ObservationLog<ConnectionClosed> Closed { get; } = new(timeout);

    public ObservationLog<RestCall> Calls { get; } = new(timeout);

    public ObservationLog<Reply> Replies { get; } = new(timeout);

    public ObservationLog<Violation> Violations { get; } = new(timeout);

    /// <summary>Receives each violation at once.</summary>
    public Action<Violation>? OnViolation { get; set; }

    /// <summary>Receives each REST call whose route is not simulated at once.</summary>
    public Action<RestCall>? OnUnknownRoute { get; set; }

    public long UnknownRoutes => Interlocked.Read(ref unknownRoutes);

    public long Identifies => Interlocked.Read(ref identifies);

    public long Resumes => Interlocked.Read(ref resumes);

    public long ReplyCount => Interlocked.Read(ref replies);

    public long ViolationCount => Interlocked.Read(ref violations);

    public void Identified() => Interlocked.Increment(ref identifies);

    public void Resumed() => Interlocked.Increment(ref resumes);

    public void Replied(Reply reply)
    {
        Interlocked.Increment(ref replies);
        Replies.Record(reply);
    }

    public void Violated(Violation violation)
    {
        Interlocked.Increment(ref violations);
        Violations.Record(violation);
        OnViolation?.Invoke(violation);
    }

    public void Called(RestCall call)
    {
        Calls.Record(call);
        if (!call.IsSimulated)
        {
            Interlocked.Increment(ref unknownRoutes);
            OnUnknownRoute?.Invoke(call);
        }
    }
}
