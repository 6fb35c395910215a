using System.CommandLine;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Arguments;

/// <summary>Options whose value is the name of a node or a worker group.</summary>
internal static class NameOption
{
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "name" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !FleetName.IsValid(result.Tokens[0].Value))
            {
                result.AddError($"{name} must be {FleetName.Rule}, not '{result.Tokens[0].Value}'.");
            }
        });
        return option;
    }
}
