using System.Globalization;

namespace Soak;

/// <summary>What a run is asked for.</summary>
internal sealed record SoakOptions(TimeSpan Length, int Shards, int Seed, SabotageKind Sabotage)
{
    public const string Usage = "usage: soak [--minutes N] [--shards N] [--seed S] [--sabotage resume-seq|dedupe|ack|watermark|identify|none-through-adapter]";

    public static bool TryParse(string[] arguments, out SoakOptions options)
    {
        options = new SoakOptions(TimeSpan.FromMinutes(1), 8, 1, SabotageKind.None);
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
                case "--sabotage" when Enum.TryParse(pair[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SabotageKind sabotage):
                    options = options with { Sabotage = sabotage };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
