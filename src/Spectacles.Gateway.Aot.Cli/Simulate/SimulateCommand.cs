using System.CommandLine;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary><c>spectacles simulate</c>: the simulated gateway as a program.</summary>
internal static class SimulateCommand
{
    public static Command Create(TimeProvider time)
    {
        var port = NumberOption.Create("--port", "The port; 0 selects a free port.", 0, 0, 65_535);
        var listen = ListenOption.Create(
            "The address to listen on, or 0.0.0.0 for all. Anyone who reaches it controls the simulated Discord: use a private network.");
        var host = Host();
        Option<bool> tls = new("--tls") { Description = "Serves https and wss, and not http and ws, with a certificate of its own." };
        var authority = Authority(tls);
        var guilds = NumberOption.Create("--guilds", "The number of guilds.", 1, 1, 100_000);
        var people = NumberOption.Create("--people", "The number of users in each guild.", 10, 1, 10_000);
        var world = WorldOption.Create(guilds, people);
        var rate = NumberOption.Create(
            "--rate", "The number of events per second, in all guilds together; by default 10, or 0 with --control.", 0, 1_000_000);
        var shards = NumberOption.Create("--shards", "The recommended shard count in /gateway/bot.", 1, 1, 100_000);
        var concurrency = NumberOption.Create("--max-concurrency", "The number of shards that may identify within 5 seconds.", 1, 1, 1024);
        var unknown = NumberOption.Create("--unknown", "The status of a REST call whose route is not simulated.", 404, 200, 599);
        var seed = NumberOption.Create("--seed", "The seed of ids, users and actions.", 1, 0, int.MaxValue);
        var dropEvery = SecondsOption.Create("--drop-every", "Cuts a connection every N seconds, from the first session on.");
        var drops = NumberOption.Create("--drops", "The largest number of cut connections.", 0, 1_000_000);
        var seconds = SecondsOption.Create("--seconds", "Stops after N seconds; by default at SIGINT or SIGTERM.");
        var quietAfter = SecondsOption.Create(
            "--quiet-after", "Stops the events of the users after N seconds, while the gateway keeps running.");
        Option<string> token = new("--token")
        {
            Description = "The bot's only valid token. While it is not set, simulated.gateway.token is accepted, too.",
            DefaultValueFactory = static _ => new SimulatedGatewayOptions().Token,
        };
        token.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
            {
                result.AddError("--token can't be empty.");
            }
        });
        var control = NumberOption.Create(
            "--control", "The port of the control API, which drives the gateway; 0 selects a free port.", 0, 65_535);
        Option<string?> key = new("--control-key")
        {
            Description = "The value that callers of the control API have to send in the header X-Control-Key. Required off loopback.",
            HelpName = "key",
        };
        key.Validators.Add(result =>
        {
            if (result.GetResult(control) is null)
            {
                result.AddError("--control-key requires --control.");
            }
        });
        Option<bool> drivenClock = new("--driven-clock")
        {
            Description = "The clock stands still until the control API advances it. Requires --control.",
        };
        drivenClock.Validators.Add(result =>
        {
            if (result.GetValue(drivenClock) && result.GetResult(control) is null)
            {
                result.AddError("--driven-clock requires --control, which advances the clock.");
            }
        });
        Option<string?> transcript = new("--transcript")
        {
            Description = "Writes everything that happens to this file, one JSON object in each line.",
            HelpName = "file",
        };
        Option<bool> forget = new("--forget-acknowledged")
        {
            Description = "Sessions forget the events that the client has acknowledged, in a heartbeat or RESUME.",
        };
        var privileged = PrivilegedOption.Create();

        var command = new Command(
            "simulate",
            "Runs a simulated gateway on loopback, with users who write, type, react, change presence and use the bot's commands.")
        {
            port, listen, host, tls, authority, control, key, drivenClock, transcript, world, guilds, people, rate, dropEvery, drops,
            seconds, quietAfter, shards, concurrency, seed, token, privileged, unknown, forget,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var driven = result.GetValue(drivenClock) ? new FakeTimeProvider(time.GetUtcNow()) : null;
            int events = result.GetValue(rate) ?? (result.GetValue(control) is null ? 10 : 0);
            var plan = new SimulationPlan
            {
                Rate = events,
                DropEvery = ToSpan(result.GetValue(dropEvery)),
                MostDrops = result.GetValue(drops) ?? int.MaxValue,
                Duration = ToSpan(result.GetValue(seconds)),
                QuietAfter = ToSpan(result.GetValue(quietAfter)),
                AuthorityFile = result.GetValue(authority),
                WorldFile = result.GetValue(world),
                TranscriptFile = result.GetValue(transcript),
                Control = result.GetValue(control) is not { } controlPort ? null : new ControlOptions
                {
                    Address = result.GetValue(listen)!,
                    Port = controlPort,
                    Key = result.GetValue(key),
                    AdvanceClock = driven is null ? null : driven.Advance,
                },
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
                    ReplayLimit = result.GetValue(guilds) + (int)Math.Clamp(30L * events, 20_000, 100_000),
                    ForgetAcknowledged = result.GetValue(forget),
                    TimeProvider = driven ?? time,
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
            Description = "The host name or address in the URLs that clients get; by default the address of --listen.",
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
}
