using System.Globalization;

namespace Soak;

/// <summary>The options of a run.</summary>
internal sealed record SoakOptions(TimeSpan Length, int Shards, int Seed, bool Restarts, SabotageKind Sabotage)
{
    public const string Usage = "usage: soak [--minutes N] [--shards N] [--seed S] [--restarts yes|no] "
        + "[--sabotage resume-seq|dedupe|gap|ack|watermark|identify|none-through-adapter]";

    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestMeasurement = TimeSpan.FromMinutes(20);

    /// <summary>
    /// The age of a process at which the measurement of its memory begins. A process that runs throughout is measured in the last 20
    /// minutes.
    /// </summary>
    public TimeSpan WarmUp => !Restarts && Length - LongestMeasurement > ShortestWarmUp ? Length - LongestMeasurement : ShortestWarmUp;

    public static bool TryParse(string[] arguments, out SoakOptions options)
    {
        options = new SoakOptions(TimeSpan.FromMinutes(1), 8, 1, true, SabotageKind.None);
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
                case "--shards" when int.TryParse(pair[1], CultureInfo.InvariantCulture, out int shards) && shards > 0:
                    options = options with { Shards = shards };
                    break;
                case "--seed" when int.TryParse(pair[1], CultureInfo.InvariantCulture, out int seed):
                    options = options with { Seed = seed };
                    break;
                case "--restarts" when pair[1] is "yes" or "no":
                    options = options with { Restarts = pair[1] == "yes" };
                    break;
                case "--sabotage" when Enum.TryParse(
                    pair[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SabotageKind sabotage):
                    options = options with { Sabotage = sabotage };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
