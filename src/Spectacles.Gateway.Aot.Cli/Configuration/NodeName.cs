using System.Text.RegularExpressions;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>The name of a node whose configuration has none.</summary>
internal static partial class NodeName
{
    /// <summary>Makes a valid name of a machine's.</summary>
    public static string OfMachine(string machine)
    {
        string name = Others().Replace(machine.Split('.')[0].ToLowerInvariant(), "-").Trim('-');
        name = name[..Math.Min(name.Length, FleetName.Longest)].TrimEnd('-');
        return name.Length == 0 ? "node" : name;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}
