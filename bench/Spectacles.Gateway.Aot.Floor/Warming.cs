namespace Spectacles.Gateway.WholeProcess;

/// <summary>What a client receives before anything is counted: until then code is compiled, in steps, and buffers find their size.</summary>
internal static class Warming
{
    /// <summary>The events of a client come in so many portions before the rest.</summary>
    public const int Portions = 4;

    /// <summary>
    /// Between two portions. With less (250 ms) half of the runs were counted before the code had reached its last tier: the runtime begins to count calls only after
    /// 100 ms without new code, compiles what was called often on the client's own core, and does both twice.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two portions for code that is compiled before it starts.</summary>
    public static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How many events of all.</summary>
    public static int Events(int events) => events / 5;
}
