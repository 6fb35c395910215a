using System.Text.Json.Nodes;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>A node that is started by a command.</summary>
public sealed class NodeCommandTests
{
    /// <summary>A process starts slowly on a busy machine.</summary>
    private static readonly SimulatedGatewayOptions Slow = new() { ObservationTimeout = TimeSpan.FromMinutes(1) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_that_is_stopped_hands_its_sessions_over()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 4);
        var one = await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(4);
        string[] sessions = [.. fleet.Gateway.Sessions.Select(session => session.Id).Order()];
        await fleet.StartNodeAsync("two");

        await one.StopAsync();
        var (code, output, errors) = await fleet.EndAsync(one);
        await fleet.ReadyAsync(4);

        Assert.Equal(0, code);
        Assert.Empty(NodeLines.ProblemsOf(errors));
        Assert.Matches("\nstopped: events=[0-9]+ records=[0-9]+ repeats=0 missed=0 dropped=0$", output);
        Assert.Equal(sessions, fleet.Gateway.Sessions.Select(session => session.Id).Order());
    }

    [Fact]
    public async Task Node_serves_its_health_its_status_and_its_metrics()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 2);
        var node = await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(2);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var address = new Uri(node.Output.Split('\n')[0]["listening: ".Length..]);

        using var other = await http.GetAsync(new Uri(address, "/other"), Cancel);
        string metrics = await http.GetStringAsync(new Uri(address, "/metrics"), Cancel);
        var status = JsonNode.Parse(await http.GetStringAsync(new Uri(address, "/status"), Cancel))!;

        Assert.Equal("ok\n", await http.GetStringAsync(new Uri(address, "/healthz"), Cancel));
        Assert.Equal(404, (int)other.StatusCode);
        Assert.Contains("# TYPE spectacles_fleet_shards gauge\nspectacles_fleet_shards 2\n", metrics, StringComparison.Ordinal);
        Assert.Equal(("one", 2), ((string?)status["name"], (int)status["shards"]!));
    }

    [Fact]
    public async Task Node_that_is_replaced_by_another_of_the_same_name_ends_with_78()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 2);
        var one = await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(2);

        await fleet.StartNodeAsync("one");
        var (code, _, errors) = await fleet.EndAsync(one);

        Assert.Equal(78, code);
        Assert.EndsWith(
            "spectacles gateway: Another process is now node \"one\" of this fleet, so this one stops. Give each node a name of its own.",
            errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interaction_that_no_worker_confirms_is_answered_with_the_text_of_the_configuration()
    {
        await using var fleet = await CommandFleet.StartAsync(
            shards: 1, more: """, "interaction_missed_text": "Try again in a minute." """);
        using var rest = new BotRest(fleet.Gateway.Token, new BotRestOptions { Api = fleet.Gateway.Api });
        await rest.CreateGlobalApplicationCommandAsync(
            fleet.Gateway.World.ApplicationId, new() { Name = "ping", Description = "Answers" }, cancellationToken: Cancel);
        await using var worker = new FleetWorker(
            fleet.BrokerOf(1).Connect(), new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time });
        worker.AddHandler(new Handler("INTERACTION_CREATE", (in _, _, _) => default));
        await worker.StartAsync(Cancel);
        var node = await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(1);
        var stopped = worker.StopAsync(Cancel);
        await fleet.UntilAsync(() => stopped.IsCompleted, "the stop");

        var asked = fleet.Gateway.People["ada"].UseAsync("ping", cancellationToken: Cancel);
        await fleet.UntilAsync(() => asked.IsCompleted, "the answer");

        var reply = await asked;
        Assert.Equal(("Try again in a minute.", true), (reply.Content, reply.IsEphemeral));
        Assert.Empty(NodeLines.ProblemsOf(node.Errors));
    }

    [Fact]
    public async Task Missing_intents_are_named_as_the_configuration_file_names_them()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 1);
        await using var worker = new FleetWorker(
            fleet.BrokerOf(1).Connect(), new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time });
        worker.AddHandler(new Handler("GUILD_MEMBER_ADD", (in _, _, _) => default, GatewayIntents.GuildMembers));
        await worker.StartAsync(Cancel);
        var node = await fleet.StartNodeAsync("one");

        await fleet.UntilAsync(() => node.Errors.Contains("need the intents", StringComparison.Ordinal), "the warning");

        Assert.Matches(
            "Add GUILD_MEMBERS to \"intents\" in [^ ]+ of all nodes, stop them, and start them again[.]", node.Errors);
        var stopped = worker.StopAsync(Cancel);
        await fleet.UntilAsync(() => stopped.IsCompleted, "the stop");
    }

    [Fact]
    public async Task Process_runs_until_a_signal_arrives()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(gateway, "\"GUILDS\"");
        await using var process = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", gateway.Token));
        Assert.StartsWith("listening: http://127.0.0.1:", await process.LineAsync(), StringComparison.Ordinal);
        Assert.Equal("node: from-file of bot, 1 shards in 1 groups", await process.LineAsync());
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        process.Signal("TERM");
        var (code, output, errors) = await process.EndAsync();

        Assert.Equal(0, code);
        Assert.Empty(NodeLines.ProblemsOf(errors));
        Assert.StartsWith("info: Node from-file has joined the fleet bot with 1 shards in 1 groups, by ", errors, StringComparison.Ordinal);
        Assert.EndsWith("info: Node from-file has stopped.", errors, StringComparison.Ordinal);
        Assert.StartsWith("stopped: events=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Intents_that_Discord_refuses_end_the_process_with_78()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(gateway, "\"GUILDS\", \"MESSAGE_CONTENT\"");
        await using var process = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", gateway.Token));

        var (code, _, errors) = await process.EndAsync();

        Assert.Equal(78, code);
        string problem = Assert.Single(NodeLines.ProblemsOf(errors));
        Assert.StartsWith("spectacles gateway: ", problem, StringComparison.Ordinal);
        Assert.Contains("MessageContent", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MTIzNDU2Nzg5MDEyMzQ1Njc4.Other1.other-other-other-other-other", 78, "spectacles gateway: The API at ", "401")]
    [InlineData("not a token", 78, "spectacles gateway: DISCORD_TOKEN does not contain a bot token. ", "")]
    [InlineData("", 78, "spectacles gateway: there is no token. Set token_file in the configuration, or DISCORD_TOKEN", "")]
    public async Task Token_that_is_not_right_ends_the_process_with_78(string token, int code, string start, string part)
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(gateway, "\"GUILDS\"");
        await using var process = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", token));

        var (found, _, errors) = await process.EndAsync();

        Assert.Equal(code, found);
        Assert.StartsWith(start, errors, StringComparison.Ordinal);
        Assert.Contains(part, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Fact]
    public async Task Discord_that_can_not_be_reached_ends_the_process_with_2()
    {
        var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(gateway, "\"GUILDS\"");
        await gateway.DisposeAsync();
        await using var process = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", gateway.Token));

        var (code, _, errors) = await process.EndAsync();

        Assert.Equal(2, code);
        Assert.StartsWith("spectacles gateway: The API can't be reached at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Theory]
    [InlineData("gateway", 1, "Option '--config' is required.")]
    [InlineData("gateway --config no/such/file", 78, "spectacles gateway: no/such/file can't be read: ")]
    [InlineData("gateway --config x --name My_Node", 1, "--name must be 1 to 32 lowercase letters, digits and hyphens, not 'My_Node'.")]
    [InlineData("gateway --config x --port 70000", 1, "--port must be between 0 and 65535, not 70000.")]
    [InlineData("fleet --config no/such/file", 78, "spectacles fleet: no/such/file can't be read: ")]
    [InlineData("dead list --config x", 1, "Option '--group' is required.")]
    [InlineData("dead list --config x --group Main", 1, "--group must be 1 to 32 lowercase letters, digits and hyphens, not 'Main'.")]
    [InlineData("dead replay --config x --group main", 1, "replay needs the number of a dead letter, or --all.")]
    [InlineData("dead purge 1 --all --config x --group main", 1, "purge needs the number of a dead letter, or --all.")]
    public async Task Wrong_arguments_are_explained(string arguments, int code, string error)
    {
        await using var process = new SpectaclesProcess(arguments);

        var (found, output, errors) = await process.EndAsync();

        Assert.Equal((code, ""), (found, output));
        Assert.StartsWith(error, errors, StringComparison.Ordinal);
    }

    private static TemporaryFile Config(SimulatedGateway gateway, string intents) => new($$"""
        {
          // A comment.
          "plan": { "name": "bot", "shard_count": "recommended" },
          "node": "from-file",
          "intents": [{{intents}}],
          "engine": { "memory": {} },
          "api": "{{gateway.Api}}",
        }
        """);
}
