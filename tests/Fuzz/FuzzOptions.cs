using System.Globalization;
using Fuzz.Targets;

namespace Fuzz;

/// <summary>The options of a run.</summary>
internal sealed record FuzzOptions(
    TimeSpan Length,
    IReadOnlyList<string> Targets,
    int Seed,
    string Engine,
    string? Replay,
    TimeSpan Timeout,
    string Artifacts)
{
    public static string Usage { get; } = $"usage: fuzz [--minutes N] [--target {string.Join('|', TargetCatalogue.Names)}] [--seed S] "
        + "[--engine built-in|afl] [--replay FILE] [--timeout SECONDS] [--artifacts FOLDER]";

    public static bool TryParse(string[] arguments, out FuzzOptions options)
    {
        options = new FuzzOptions(
            TimeSpan.FromMinutes(1), [.. TargetCatalogue.Names], 1, "built-in", null, TimeSpan.FromSeconds(30), "artifacts/fuzz");
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
                case "--target" when TargetCatalogue.Contains(pair[1]):
                    options = options with { Targets = [pair[1]] };
                    break;
                case "--seed" when int.TryParse(pair[1], CultureInfo.InvariantCulture, out int seed):
                    options = options with { Seed = seed };
                    break;
                case "--engine" when pair[1] is "built-in" or "afl":
                    options = options with { Engine = pair[1] };
                    break;
                case "--replay" when File.Exists(pair[1]):
                    options = options with { Replay = pair[1] };
                    break;
                case "--timeout" when double.TryParse(pair[1], CultureInfo.InvariantCulture, out double seconds) && seconds > 0:
                    options = options with { Timeout = TimeSpan.FromSeconds(seconds) };
                    break;
                case "--artifacts":
                    options = options with { Artifacts = pair[1] };
                    break;
                default:
                    return false;
            }
        }

        return options.Replay is null || options.Targets.Count == 1;
    }
}
