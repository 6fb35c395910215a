using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Compares the library's inflater with the runtime's zlib on the events of a tape, in alternating rounds.</summary>
internal static class Inflation
{
    private const int Rounds = 11;

    public static void Run(int events)
    {
        var tape = Tape.OfEvents(events, WarmUp.Events(events), TapeCompression.Zlib);
        var frames = new List<ReadOnlyMemory<byte>>();
        foreach (byte[] part in new[] { tape.Hello, tape.Ready }.Concat(tape.Portions))
        {
            for (ReadOnlyMemory<byte> wire = part; !wire.IsEmpty;)
            {
                frames.Add(Frames.Take(ref wire));
            }
        }

        double[] ratios =
        [
            .. Enumerable.Range(0, Rounds)
                .Select(_ => Time(TransportCompression.RuntimeZlibStream, frames) / Time(TransportCompression.ZlibStream, frames))
                .Order(),
        ];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result times_as_fast={ratios[Rounds / 2]:F3}"));
    }

    private static double Time(TransportCompression compression, List<ReadOnlyMemory<byte>> frames)
    {
        using var inflater = compression.NewInflater(1 << 20);
        long start = Stopwatch.GetTimestamp();
        foreach (var frame in frames)
        {
            if (!inflater.TryInflate(frame, endOfMessage: true))
            {
                throw new InvalidDataException("A message of the tape is incomplete.");
            }

            inflater.Release();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
