namespace Spectacles.Gateway.Rest;

/// <summary>A call that waits in the queue of its lane.</summary>
/// <param name="lane">The lane.</param>
/// <param name="sequence">The place in the order of all calls of the client.</param>
/// <param name="began">The beginning of the wait.</param>
/// <param name="deadline">The moment from which on the call must not be sent.</param>
internal sealed class RestTurn(RateLimitLane lane, long sequence, long began, long deadline)
    : TaskCompletionSource<RestPermit>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public RateLimitLane Lane => lane;

    public long Sequence => sequence;

    public long Began => began;

    public long Deadline => deadline;

    /// <summary>The next call of the lane; null for the last one.</summary>
    public RestTurn? Next { get; set; }

    /// <summary>The previous call of the lane; null for the first one.</summary>
    public RestTurn? Previous { get; set; }

    /// <summary>Whether the call is in the queue of its lane.</summary>
    public bool IsQueued { get; set; }
}
