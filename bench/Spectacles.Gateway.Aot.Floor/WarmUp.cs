namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// The events before the measurement. Meanwhile code is compiled in tiers, and buffers reach their size.
/// </summary>
internal static class WarmUp
{
    /// <summary>The number of portions before the measured events.</summary>
    public const int Portions = 4;

    /// <summary>
    /// Between two portions. With less (250 ms) half of the runs were counted before the code had reached its last tier: the runtime begins
    /// to count calls only after
    /// 100 ms without new code, compiles what was called often on the client's own core, and does both twice.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause between two portions for code that is compiled ahead of time.</summary>
    public static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The number of warm-up events among all events: a fifth, unless the arguments contain <c>warmup=number</c>.</summary>
    public static int Events(int events, params IEnumerable<string> settings) => Setting.Of("warmup", settings) ?? events / 5;
}
