using System.Globalization;
using Fuzz.Engine;

namespace Fuzz.Runs;

/// <summary>One target in a process that a fault may end.</summary>
internal static class Worker
{
    /// <summary>The name of the beacon in the folder of a target.</summary>
    public const string BeaconName = "current";

    public static int Run(IFuzzTarget target, int seed, TimeSpan length, string folder)
    {
        using var beacon = new Beacon(Path.Combine(folder, BeaconName));
        var tally = new FuzzEngine(target, seed) { Starting = beacon.Begin }.Run(length, long.MaxValue);
        foreach (var fault in tally.Faults)
        {
            Console.WriteLine(FaultFile.Save(folder, target.Name, seed, fault));
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"tally {tally.Executions} {tally.Outcomes} {tally.Corpus} {tally.Faults.Count}"));
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
