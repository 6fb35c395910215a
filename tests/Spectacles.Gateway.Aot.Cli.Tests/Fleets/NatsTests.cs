using System.Text.Json.Nodes;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Nats.Tests;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>The commands for a fleet with a real nats-server: each error is one line, with the exit code of its kind.</summary>
public sealed class NatsTests
{
    /// <summary>A process starts slowly on a busy machine.</summary>
    private static readonly SimulatedGatewayOptions Slow = new() { ObservationTimeout = TimeSpan.FromMinutes(1) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_runs_is_seen_by_other_processes_and_hands_over()
    {
        await using var server = await NatsServer.StartAsync(NatsServerSettings.TwoUsers);
        await using var gateway = await SimulatedGateway.StartAsync(
            Slow with { RecommendedShards = 2, MaxConcurrency = 2 }, Cancel);
        using var config = Config(server.Url, """, "user": "all" """, gateway.Api);
        (string, string)[] secrets = [("DISCORD_TOKEN", gateway.Token), ("NATS_PASSWORD", "all")];
        await using var node = new SpectaclesProcess($"gateway --config {config.Path} --name one --port 0", secrets);
        await node.LineAsync();
        Assert.Equal("node: one of bot, 2 shards in 1 groups", await node.LineAsync());
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        await using var fleet = new SpectaclesProcess($"fleet --config {config.Path} --json", secrets);
        var (shown, status, _) = await fleet.EndAsync();
        node.Signal("TERM");
        var (code, output, errors) = await node.EndAsync();
        await using var dead = new SpectaclesProcess($"dead list --group main --config {config.Path}", secrets);
        var listed = await dead.EndAsync();
        await using var other = new SpectaclesProcess($"fleet --config {config.Path} --interval 1", secrets);
        var (_, table, _) = await other.EndAsync();

        Assert.Equal((0, 2), (shown, (int)JsonNode.Parse(status)!["nodes"]![0]!["shards"]!));
        Assert.Equal(0, code);
        Assert.Empty(NodeLines.ProblemsOf(errors));
        Assert.StartsWith("stopped: events=", output, StringComparison.Ordinal);
        Assert.Equal(
            (1, "spectacles dead list: the fleet bot has no worker group main: no worker has started yet."),
            (listed.ExitCode, listed.Errors));
        Assert.Contains("groups without a living owner: 0\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_signal_ends_a_node_at_once_that_can_not_hand_over()
    {
        await using var server = await NatsServer.StartAsync();
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(server.Url, "", gateway.Api);
        await using var node = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", gateway.Token));
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        server.Suspend();
        var end = node.EndAsync();
        while (!end.IsCompleted)
        {
            // Those within a second of the first one do not count.
            node.Signal("TERM");
        }

        Assert.Equal(143, (await end).ExitCode);
    }

    [Fact]
    public async Task Node_that_is_stopped_while_NATS_does_not_answer_ends_in_a_few_seconds_and_says_why_it_keeps_its_groups()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var server = await NatsServer.StartAsync();
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var config = Config(server.Url, "", gateway.Api);
        await using var node = new SpectaclesProcess($"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", gateway.Token));
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        server.Suspend();
        long began = TimeProvider.System.GetTimestamp();
        node.Signal("TERM");
        var (code, _, errors) = await node.EndAsync();

        Assert.Equal(0, code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Contains("the groups are not handed over", Assert.Single(NodeLines.ProblemsOf(errors)), StringComparison.Ordinal);
        Assert.Single(gateway.Sessions);
    }

    [Theory]
    [InlineData("fleet")]
    [InlineData("fleet drain one")]
    [InlineData("fleet forget-shards")]
    [InlineData("dead list --group main")]
    [InlineData("dead show 1 --group main")]
    public async Task Command_for_a_fleet_that_is_not_there_creates_nothing_and_ends_with_78(string command)
    {
        await using var server = await NatsServer.StartAsync();
        using var config = Config(server.Url, "", new Uri("http://127.0.0.1:9/api/v10"));
        await using var process = new SpectaclesProcess($"{command} --config {config.Path}");

        var (code, output, errors) = await process.EndAsync();

        Assert.Equal((78, ""), (code, output));
        Assert.EndsWith(
            $": There is no fleet bot on NATS at {server.Url}, because the stream FLEET_bot_EVENTS_0 does not exist: check the name in the "
            + "plan, or start a node first, which creates it.",
            errors,
            StringComparison.Ordinal);
        await using var connection = await server.ConnectAsync();
        await foreach (string name in new NatsJSContext(connection).ListStreamNamesAsync(cancellationToken: Cancel))
        {
            Assert.Fail($"The stream {name} was created.");
        }
    }

    [Fact]
    public async Task Server_that_is_not_there_ends_the_process_with_2()
    {
        NatsExecutable.Require();
        await AssertErrorAsync("nats://127.0.0.1:9", "", 2, "NATS can't be reached at nats://127.0.0.1:9");
    }

    [Fact]
    public async Task Server_without_JetStream_ends_the_process_with_78()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { HasJetStream = false });
        await AssertErrorAsync(server.Url, "", 78, "JetStream is off");
    }

    [Fact]
    public async Task Old_server_ends_the_process_with_78()
    {
        NatsExecutable.Require();
        await using var server = new OldServer("2.9.10");
        await AssertErrorAsync(server.Url, "", 78, "nats-server 2.9.10");
    }

    [Fact]
    public async Task Wrong_password_and_a_missing_permission_end_the_process_with_78()
    {
        await using var server = await NatsServer.StartAsync(NatsServerSettings.TwoUsers);
        using var password = new TemporaryFile("few\n");

        await AssertErrorAsync(server.Url, """, "user": "all" """, 78, "refuses the user");
        await AssertErrorAsync(
            server.Url, $$""", "user": "few", "password_file": "{{password.Path}}" """, 78, "$JS.API.STREAM.CREATE.FLEET_");
        await AssertErrorAsync(
            server.Url, """, "user": "few", "password_file": "/no/such/file" """, 78, "the file /no/such/file of a secret of NATS");
    }

    [Fact]
    public async Task Stream_of_another_shape_ends_the_process_with_78()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = await server.ConnectAsync();
        var config = new StreamConfig("FLEET_bot_EVENTS_0", ["fleet.bot.log.0.>"]) { MaxAge = TimeSpan.FromHours(1) };
        await new NatsJSContext(connection).CreateStreamAsync(config, Cancel);

        await AssertErrorAsync(server.Url, "", 78, "FLEET_bot_EVENTS_0 has max_age 01:00:00 instead of 1.00:00:00");
    }

    [Fact]
    public async Task Server_without_room_ends_the_process_with_2()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { JetStream = "max_file_store: 1MB" });
        await AssertErrorAsync(server.Url, "", 2, "NATS has no room for the stream");
    }

    private static async Task AssertErrorAsync(string url, string settings, int code, string part)
    {
        using var config = Config(url, settings, new Uri("http://127.0.0.1:9/api/v10"));
        await using var process = new SpectaclesProcess(
            $"gateway --config {config.Path} --port 0", ("DISCORD_TOKEN", new SimulatedGatewayOptions().Token));

        var (found, output, errors) = await process.EndAsync();

        Assert.Equal((code, ""), (found, output));
        Assert.StartsWith("spectacles gateway: ", errors, StringComparison.Ordinal);
        Assert.Contains(part, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    private static TemporaryFile Config(string url, string settings, Uri api) => new($$"""
        {
          "plan": { "name": "bot", "shard_count": "recommended", "partitions": 2 },
          "intents": ["GUILDS"],
          "engine": { "nats": { "urls": ["{{url}}"], "streams": 2{{settings}} } },
          "api": "{{api}}"
        }
        """);
}
