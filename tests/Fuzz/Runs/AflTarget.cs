using Fuzz.Engine;
using SharpFuzz;

namespace Fuzz.Runs;

/// <summary>A target that afl-fuzz runs: it generates the inputs and measures which branches of the library they reach.</summary>
internal static class AflTarget
{
    public static void Run(IFuzzTarget target) => Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        if (input.Length <= Mutator.Largest)
        {
            target.Run(input.ToArray());
        }
    });

    /// <summary>Writes the initial inputs of afl-fuzz, one per file: the smaller half of the samples.</summary>
    public static void WriteSamples(IFuzzTarget target, string folder)
    {
        Directory.CreateDirectory(folder);
        byte[][] samples = [.. target.Samples.OrderBy(sample => sample.Length)];
        for (int i = 0; i < (samples.Length + 1) / 2; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i:0000}"), samples[i]);
        }
    }
}
