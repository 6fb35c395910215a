namespace Spectacles.Gateway;

/// <summary>Detects a handler that blocks its shard's thread. It checks from another thread, so calls have no additional cost.</summary>
internal sealed class BlockingWatch(Dispatcher dispatcher, ErrorReport errors)
{
    /// <summary>
    /// The interval of the checks. A call that runs during two consecutive checks has blocked the thread for at least that long.
    /// </summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long seen;
    private long reported;
    private long count;

    /// <summary>The number of calls that have blocked the thread too long.</summary>
    public long Count => Volatile.Read(ref count);

    public void Look()
    {
        long begun = dispatcher.Begun;
        var running = dispatcher.Window.Running;
        bool runsStill = running is not null && begun == seen;
        seen = running is null ? 0 : begun;
        if (!runsStill || begun == reported)
        {
            return;
        }

        var (call, sequence) = (running!.Call, running.Sequence);
        if (call is null || dispatcher.Begun != begun)
        {
            return;
        }

        reported = begun;
        Volatile.Write(ref count, count + 1);
        dispatcher.Telemetry.CountBlocking(call.Method.EventName, call.Method.Name);
        errors.Send(new GatewayError(
            GatewayErrorKind.HandlerBlocks,
            $"{call.Method.Name} has blocked its shard's thread for over {Interval.TotalSeconds} s at {call.Method.EventName} (sequence "
                + $"{sequence}); meanwhile the shard reads nothing. Use await instead",
            errors.ShardId)
        {
            EventName = call.Method.EventName,
            Sequence = sequence,
            Handler = call.Method.Name,
        });
    }
}
