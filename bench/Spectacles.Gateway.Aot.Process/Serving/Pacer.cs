using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// Sends the last portion of a tape to all shards of a client at a fixed rate, on a separate thread. The time of each turn is computed from
/// that of the first one, so the rate does not drift, and a late turn does not delay later ones. The turns of several shards are spread
/// evenly over the interval.
/// </summary>
/// <param name="shards">The connections.</param>
/// <param name="turns">What each shard receives in each turn.</param>
/// <param name="pace">The pace.</param>
/// <param name="delays">Where the times of interactions are noted.</param>
internal sealed partial class Pacer(Stream[] shards, List<ReadOnlyMemory<byte>> turns, Pace pace, Delays delays)
{
    private const int Monotonic = 1;
    private const int Absolute = 1;
    private const long Second = 1_000_000_000;

    /// <summary>Sends everything; then closes all connections, if the client is to reconnect.</summary>
    /// <param name="pause">The pause before it.</param>
    /// <param name="thenCloses">Whether to close all connections one second later, so that the sessions can be resumed.</param>
    public void Run(TimeSpan pause, bool thenCloses)
    {
        try
        {
            SendTurns(pause);
            if (thenCloses)
            {
                SleepUntil(Now() + Second);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed {Stopwatch.GetTimestamp()}"));
                Array.ForEach(shards, shard => shard.Write(Frames.CloseForResume));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client has disconnected.
        }
    }

    private void SendTurns(TimeSpan pause)
    {
        long interval = (long)pace.Interval.TotalNanoseconds;
        long start = Now() + (long)pause.TotalNanoseconds;
        long[] late = new long[turns.Count * shards.Length];
        for (int turn = 0; turn < late.Length; turn++)
        {
            long due = start + (interval * turn / shards.Length);
            SleepUntil(due);
            late[turn] = Now() - due;
            delays.Begin();
            shards[turn % shards.Length].Write(turns[turn / shards.Length].Span);
        }

        Array.Sort(late);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"late median_us={late[late.Length / 2] / 1000} p99_us={late[late.Length * 99 / 100] / 1000}"));
    }

    private static long Now() => (long)(Stopwatch.GetTimestamp() * ((double)Second / Stopwatch.Frequency));

    private static unsafe void SleepUntil(long time)
    {
        var due = new Timespec { Seconds = time / Second, Nanoseconds = time % Second };
        while (clock_nanosleep(Monotonic, Absolute, &due, null) != 0)
        {
            // A signal has interrupted it.
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int clock_nanosleep(int clock, int flags, Timespec* time, Timespec* rest);
}
