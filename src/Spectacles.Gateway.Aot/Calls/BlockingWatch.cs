namespace Spectacles.Gateway;

/// <summary>Notices a handler that blocks its shard's thread. It looks from outside, so that a call costs nothing for it.</summary>
internal sealed class BlockingWatch(Dispatcher dispatcher, ErrorReport errors)
{
    /// <summary>How often to look: what runs at two looks has blocked the thread for at least as long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long seen;
    private long reported;
    private long count;

    /// <summary>How many calls have blocked the thread too long.</summary>
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
        errors.Send(new GatewayError(
            GatewayErrorKind.HandlerBlocks,
            $"{call.Method.Name} has blocked its shard's thread for over {Interval.TotalSeconds} s at {call.Method.Event} (sequence {sequence}); the shard reads nothing meanwhile. Await instead",
            errors.ShardId)
        {
            Event = call.Method.Event,
            Sequence = sequence,
            Handler = call.Method.Name,
        });
    }
}
