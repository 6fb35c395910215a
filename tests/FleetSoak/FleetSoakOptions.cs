using System.Globalization;

namespace FleetSoak;

/// <summary>The options of a run.</summary>
/// <param name="Length">No round of faults begins after this time.</param>
/// <param name="Seed">The order of the faults, their targets and their lengths.</param>
/// <param name="IsCluster">Whether three servers of NATS store the events, and not one.</param>
/// <param name="IsCli">Whether all nodes are processes of <c>spectacles gateway</c>. One of the second bot is always.</param>
/// <param name="Sabotage">A defect of the nodes. The run then has only the faults that show it.</param>
internal sealed record FleetSoakOptions(TimeSpan Length, int Seed, bool IsCluster, bool IsCli, SabotageKind Sabotage)
{
    public const string Usage = "usage: fleet-soak [--minutes N] [--seed S] [--cluster] [--cli] [--sabotage fence|ack|lease]";

    public static bool TryParse(string[] arguments, out FleetSoakOptions options)
    {
        options = new FleetSoakOptions(TimeSpan.FromMinutes(1), 1, false, false, SabotageKind.None);
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--cluster":
                    options = options with { IsCluster = true };
                    continue;
                case "--cli":
                    options = options with { IsCli = true };
                    continue;
                case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out double minutes) && minutes > 0:
                    options = options with { Length = TimeSpan.FromMinutes(minutes) };
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out int seed):
                    options = options with { Seed = seed };
                    break;
                case "--sabotage" when Enum.TryParse(value, ignoreCase: true, out SabotageKind sabotage) && Enum.IsDefined(sabotage):
                    options = options with { Sabotage = sabotage };
                    break;
                default:
                    return false;
            }

            i++;
        }

        // The defects are in the nodes of this program.
        return !options.IsCli || options.Sabotage == SabotageKind.None;
    }
}
