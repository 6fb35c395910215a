using System.Globalization;
using Fuzz.Engine;

namespace Fuzz.Runs;

/// <summary>Runs one target in a process that a fault may end.</summary>
internal static class Worker
{
    /// <summary>The name of the progress file in the folder of a target.</summary>
    public const string ProgressFileName = "current";

    public static int Run(IFuzzTarget target, int seed, TimeSpan length, string folder)
    {
        using var progress = new ProgressFile(Path.Combine(folder, ProgressFileName));
        var result = new FuzzEngine(target, seed) { Starting = progress.Begin }.Run(length, long.MaxValue);
        foreach (var fault in result.Faults)
        {
            Console.WriteLine(FaultFile.Save(folder, target.Name, seed, fault));
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"result {result.Executions} {result.Outcomes} {result.Corpus} {result.Faults.Count}"));
        return 0;
    }

    public static int Replay(IFuzzTarget target, string file)
    {
        try
        {
            Console.WriteLine($"{target.Name}: {target.Run(File.ReadAllBytes(file))}");
            return 0;
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{target.Name}: {exception}");
            return 1;
        }
    }
}
