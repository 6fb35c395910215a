using System.CommandLine;
using System.CommandLine.Parsing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>The option <c>--privileged</c>.</summary>
internal static class PrivilegedOption
{
    public static Option<GatewayIntents> Create() => new("--privileged")
    {
        Description = "The enabled privileged intents, separated by commas: members, presences, content, all or none (the default).",
        HelpName = "names",
        CustomParser = static result => result.Tokens.Count == 0 ? GatewayIntents.None : Read(result, result.Tokens[0].Value),
    };

    private static GatewayIntents Read(ArgumentResult result, string names)
    {
        var intents = GatewayIntents.None;
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (name.ToUpperInvariant().Replace('-', '_'))
            {
                case "MEMBERS" or "GUILD_MEMBERS":
                    intents |= GatewayIntents.GuildMembers;
                    break;
                case "PRESENCES" or "GUILD_PRESENCES":
                    intents |= GatewayIntents.GuildPresences;
                    break;
                case "CONTENT" or "MESSAGE_CONTENT":
                    intents |= GatewayIntents.MessageContent;
                    break;
                case "ALL":
                    intents |= GatewayIntents.Privileged;
                    break;
                case "NONE":
                    break;
                default:
                    result.AddError($"--privileged must be members, presences, content, all or none, not '{name}'.");
                    break;
            }
        }

        return intents;
    }
}
