using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary><c>spectacles simulate</c>: the simulated gateway as a program.</summary>
internal static class SimulateCommand
{
    public static Command Create(TimeProvider time)
    {
        var port = Number("--port", "The port; 0 selects a free port.", 0, 0, 65_535);
        var listen = ListenOption.Create(
            "The address to listen on, or 0.0.0.0 for all. Anyone who reaches it controls the simulated Discord: use a private network.");
        var host = Host();
        Option<bool> tls = new("--tls") { Description = "Serves https and wss, and not http and ws, with a certificate of its own." };
        var authority = Authority(tls);
        var guilds = Number("--guilds", "The number of guilds.", 1, 1, 100_000);
        var people = Number("--people", "The number of users in each guild.", 10, 1, 10_000);
        var rate = Number("--rate", "The number of events per second, in all guilds together.", 10, 0, 1_000_000);
        var shards = Number("--shards", "The recommended shard count in /gateway/bot.", 1, 1, 100_000);
        var concurrency = Number("--max-concurrency", "The number of shards that may identify within 5 seconds.", 1, 1, 1024);
        var unknown = Number("--unknown", "The status of a REST call whose route is not simulated.", 404, 200, 599);
        var seed = Number("--seed", "The seed of ids, users and actions.", 1, 0, int.MaxValue);
        var dropEvery = Seconds("--drop-every", "Cuts a connection every N seconds.");
        Option<int?> drops = new("--drops")
        {
            Description = "The largest number of cut connections.",
            HelpName = "number",
            CustomParser = static result => ReadNumber(result, "--drops", 0, 1_000_000),
        };
        var seconds = Seconds("--seconds", "Stops after N seconds; by default at SIGINT or SIGTERM.");
        var quietAfter = Seconds("--quiet-after", "Stops the events of the users after N seconds, while the gateway keeps running.");
        Option<string> token = new("--token")
        {
            Description = "The bot's only valid token.",
            DefaultValueFactory = static _ => new SimulatedGatewayOptions().Token,
        };
        token.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
            {
                result.AddError("--token can't be empty.");
            }
        });
        var privileged = Privileged();

        var command = new Command(
            "simulate",
            "Runs a simulated gateway on loopback, with users who write, type, react, change presence and use the bot's commands.")
        {
            port, listen, host, tls, authority, guilds, people, rate, dropEvery, drops, seconds, quietAfter, shards, concurrency, seed, token, privileged, unknown,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var plan = new SimulationPlan
            {
                Rate = result.GetValue(rate),
                DropEvery = ToSpan(result.GetValue(dropEvery)),
                MostDrops = result.GetValue(drops) ?? int.MaxValue,
                Duration = ToSpan(result.GetValue(seconds)),
                QuietAfter = ToSpan(result.GetValue(quietAfter)),
                AuthorityFile = result.GetValue(authority),
                Gateway = new SimulatedGatewayOptions
                {
                    Port = result.GetValue(port),
                    Address = result.GetValue(listen)!,
                    Host = result.GetValue(host),
                    Tls = result.GetValue(tls),
                    Guilds = result.GetValue(guilds),
                    PeoplePerGuild = result.GetValue(people),
                    RecommendedShards = result.GetValue(shards),
                    MaxConcurrency = result.GetValue(concurrency),
                    Seed = result.GetValue(seed),
                    Token = result.GetValue(token)!,
                    UnknownRouteStatus = result.GetValue(unknown),
                    PrivilegedIntents = result.GetValue(privileged),
                    // Half a minute of events, bounded for small machines.
                    ReplayLimit = result.GetValue(guilds) + (int)Math.Clamp(30L * result.GetValue(rate), 20_000, 100_000),
                    TimeProvider = time,
                },
            };
            var console = result.InvocationConfiguration;
            return new Simulation(plan, time, console.Output, console.Error).RunAsync(cancellationToken);
        });
        return command;
    }

    private static TimeSpan? ToSpan(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static Option<string?> Host()
    {
        Option<string?> host = new("--host")
        {
            Description = "The host name or address in the URLs that clients get, for clients elsewhere; by default the address of --listen.",
            HelpName = "name",
        };
        host.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && Uri.CheckHostName(result.Tokens[0].Value) == UriHostNameType.Unknown)
            {
                result.AddError($"--host must be a host name or an IP address, not '{result.Tokens[0].Value}'.");
            }
        });
        return host;
    }

    private static Option<string?> Authority(Option<bool> tls)
    {
        Option<string?> authority = new("--authority")
        {
            Description = "Writes the certificate that clients have to trust to this file, as PEM. Requires --tls.",
            HelpName = "file",
        };
        authority.Validators.Add(result =>
        {
            if (!result.GetValue(tls))
            {
                result.AddError("--authority requires --tls.");
            }
        });
        return authority;
    }

    private static Option<int> Number(string name, string description, int otherwise, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => ReadNumber(result, name, least, most) ?? otherwise,
    };

    private static int? ReadNumber(ArgumentResult result, string name, int least, int most)
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        string text = result.Tokens[0].Value;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= least && value <= most)
        {
            return value;
        }

        result.AddError($"{name} must be between {least} and {most}, not {text}.");
        return null;
    }

    private static Option<double?> Seconds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "seconds",
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
            {
                return null;
            }

            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and < 1_000_000)
            {
                return value;
            }

            result.AddError($"{name} must be more than 0 and less than 1000000 seconds, not {text}.");
            return null;
        },
    };

    private static Option<GatewayIntents> Privileged() => new("--privileged")
    {
        Description = "The enabled privileged intents, separated by commas: members, presences, content, all or none (the default).",
        HelpName = "names",
        CustomParser = static result => result.Tokens.Count == 0 ? GatewayIntents.None : ReadPrivileged(result, result.Tokens[0].Value),
    };

    private static GatewayIntents ReadPrivileged(ArgumentResult result, string names)
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
