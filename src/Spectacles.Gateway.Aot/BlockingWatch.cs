namespace Spectacles.Gateway;

/// <summary>Notices a handler that holds its shard's thread. It looks from outside, so that a call costs nothing for it.</summary>
internal sealed class BlockingWatch(Shard shard, ShardContext context)
{
    /// <summary>How often to look: what runs at two looks has held the thread for at least as long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long seen;
    private long reported;
    private long count;

    /// <summary>How many calls have held the thread too long.</summary>
    public long Count => Volatile.Read(ref count);

    public void Look()
    {
        var calls = shard.Loop.Calls;
        long begun = calls.Begun;
        var running = calls.Window.Running;
        bool runsStill = running is not null && begun == seen;
        seen = running is null ? 0 : begun;
        if (!runsStill || begun == reported)
        {
            return;
        }

        var (call, sequence) = (running!.Call, running.Sequence);
        if (call is null || calls.Begun != begun)
        {
            return;
        }

        reported = begun;
        Volatile.Write(ref count, count + 1);
        context.Errors.Send(new GatewayError(
            GatewayErrorKind.HandlerBlocks,
            $"{call.Method.Name} has blocked its shard's thread for over {Interval.TotalSeconds} s at {call.Method.Event} (sequence {sequence}); the shard reads nothing meanwhile. Await instead",
            shard.Id)
        {
            Event = call.Method.Event,
            Sequence = sequence,
            Handler = call.Method.Name,
        });
    }
}
