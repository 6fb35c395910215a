using System.CommandLine;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>The option <c>--world</c>.</summary>
internal static class WorldOption
{
    public static Option<string?> Create(Option<int> guilds, Option<int> people)
    {
        Option<string?> world = new("--world")
        {
            Description = "A JSON file that says which guilds, channels, roles and people exist, in the place of --guilds and --people.",
            HelpName = "file",
        };
        world.Validators.Add(result =>
        {
            if (result.GetResult(guilds) is { Implicit: false } || result.GetResult(people) is { Implicit: false })
            {
                result.AddError("--world can't be combined with --guilds or --people.");
            }
        });
        return world;
    }
}
