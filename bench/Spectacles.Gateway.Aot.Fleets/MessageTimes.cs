using System.Buffers.Text;
using System.Diagnostics;

namespace Spectacles.Gateway.Fleets;

/// <summary>Measures how long each message was on its way, and the longest time without a message of each shard.</summary>
/// <param name="shards">The number of shards.</param>
internal sealed partial class MessageTimes(int shards)
{
    private readonly TimeHistogram delays = new();
    private readonly long[] last = new long[shards];
    private readonly long[] gaps = new long[shards];
    private long count;

    [GatewayEvent("MESSAGE_CREATE")]
    public void OnMessage(in Dispatch dispatch, Shard shard)
    {
        long now = Stopwatch.GetTimestamp();
        if (Utf8Parser.TryParse(dispatch.Data[Messages.TimeAt..], out long sent, out _))
        {
            delays.Add(Stopwatch.GetElapsedTime(sent, now));
        }

        if (last[shard.Id] is > 0 and var before)
        {
            gaps[shard.Id] = Math.Max(gaps[shard.Id], now - before);
        }

        last[shard.Id] = now;
        Interlocked.Increment(ref count);
    }

    public void Clear()
    {
        delays.Clear();
        Array.Clear(last);
        Array.Clear(gaps);
        Volatile.Write(ref count, 0);
    }

    /// <summary>The number of events, delays in microseconds, and the longest gap of any shard in milliseconds.</summary>
    public Dictionary<string, double> Read() => new()
    {
        ["events"] = Volatile.Read(ref count),
        ["median_us"] = delays.At(0.5),
        ["p99_us"] = delays.At(0.99),
        ["gap_ms"] = Stopwatch.GetElapsedTime(0, gaps.Max()).TotalMilliseconds,
    };
}
