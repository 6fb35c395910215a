using System.CommandLine;

namespace Spectacles.Gateway.Cli.Arguments;

/// <summary>The option <c>--config</c> of the commands for a fleet.</summary>
internal static class ConfigOption
{
    public static Option<string> Create() => new("--config")
    {
        Description = "The configuration file of the fleet: JSON with comments, described by fleet.schema.json.",
        HelpName = "file",
        Required = true,
        Recursive = true,
    };
}
