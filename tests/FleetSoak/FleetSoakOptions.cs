using System.Globalization;

namespace FleetSoak;

/// <summary>The options of a run.</summary>
/// <param name="Length">No round of faults begins after this time.</param>
/// <param name="Seed">The order of the faults, their targets and their lengths.</param>
/// <param name="IsCluster">Whether three servers of NATS store the events, and not one.</param>
/// <param name="Sabotage">A defect of the nodes.</param>
internal sealed record FleetSoakOptions(TimeSpan Length, int Seed, bool IsCluster, SabotageKind Sabotage)
{
    public const string Usage = "usage: fleet-soak [--minutes N] [--seed S] [--cluster yes|no] [--sabotage fence|ack|lease]";

    public static bool TryParse(string[] arguments, out FleetSoakOptions options)
    {
        options = new FleetSoakOptions(TimeSpan.FromMinutes(1), 1, false, SabotageKind.None);
        if (arguments.Length % 2 != 0)
        {
            return false;
        }

        foreach (string[] pair in arguments.Chunk(2))
        {
            switch (pair[0])
            {
                case "--minutes" when double.TryParse(pair[1], CultureInfo.InvariantCulture, out double minutes) && minutes > 0:
                    options = options with { Length = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--seed" when int.TryParse(pair[1], CultureInfo.InvariantCulture, out int seed):
                    options = options with { Seed = seed };
                    break;
                case "--cluster" when pair[1] is "yes" or "no":
                    options = options with { IsCluster = pair[1] == "yes" };
                    break;
                case "--sabotage" when Enum.TryParse(pair[1], ignoreCase: true, out SabotageKind sabotage):
                    options = options with { Sabotage = sabotage };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
