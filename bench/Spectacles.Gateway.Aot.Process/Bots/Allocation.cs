using System.Globalization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Measures the allocation of a shard per event from its connection to the handler, without a socket, on one thread.</summary>
internal static class Allocation
{
    public static async Task RunAsync(string handling, Uri address, int events)
    {
        var tape = Tape.OfEvents(events, WarmUp.Events(events), TapeCompression.Zlib);
        await using var cluster = Bot.Make(handling, address, "own", () => new TapeConnection(tape));
        var done = new TaskCompletionSource<long>();
        long before = 0;
        int thread = 0;
        cluster.On(Tape.Start, (_, _) =>
        {
            thread = Environment.CurrentManagedThreadId;
            before = GC.GetAllocatedBytesForCurrentThread();
        });
        cluster.On(Tape.End, (_, _) =>
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            done.SetResult(
                thread == Environment.CurrentManagedThreadId
                    ? bytes
                    : throw new InvalidOperationException("The events arrived on two threads, so nothing was measured."));
        });
        await cluster.SpawnAsync();
        double bytes = await done.Task;

        // Hundredths of a byte. The two events that begin and end the measurement allocate some 160 B for their listeners, whatever the
        // number of events between them.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result bytes={bytes / (events - WarmUp.Events(events)):F2}"));
    }
}
