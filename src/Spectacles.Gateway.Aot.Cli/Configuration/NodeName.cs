using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>The names of fleets, nodes and worker groups.</summary>
internal static partial class NodeName
{
    public const string Rule = "1 to 32 lowercase letters, digits and hyphens";

    private const int Longest = 32;

    public static bool IsValid(string name) => Valid().IsMatch(name);

    /// <summary>Makes a valid name of a machine's.</summary>
    public static string OfMachine(string machine)
    {
        string name = Others().Replace(machine.Split('.')[0].ToLowerInvariant(), "-").Trim('-');
        name = name[..Math.Min(name.Length, Longest)].TrimEnd('-');
        return name.Length == 0 ? "node" : name;
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z")]
    private static partial Regex Valid();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}
