using System.Text.Json.Nodes;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>The status of a fleet, and the drain of a node.</summary>
public sealed class FleetCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_lists_nodes_groups_without_an_owner_and_worker_groups()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 4);
        await using var worker = new FleetWorker(
            fleet.BrokerOf(4).Connect(), new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time });
        worker.AddHandler(new Handler("X", static (in _, _, _) => default));
        await worker.StartAsync(Cancel);
        var (none, before, _) = await fleet.RunAsync("fleet");
        await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(4);

        var (code, table, _) = await fleet.RunUntilAsync("fleet", "4 shards ready");
        var (_, text, _) = await fleet.RunAsync("fleet --json");

        Assert.Equal((0, 0), (none, code));
        Assert.Contains("groups without a living owner: 0-3\n", before, StringComparison.Ordinal);
        Assert.StartsWith("bot: 4 shards in 4 groups, 4 shards ready\n", table, StringComparison.Ordinal);
        Assert.Matches("\none +running +[0-2] s +0-3 +4 +4 +[0-9]+ +[0-9.]+ +[0-9]+ +0 +[0-9]+ +0 +0\n", table);
        Assert.Contains("groups without a living owner: none\n", table, StringComparison.Ordinal);
        Assert.Matches("\nmain +0 +0 +0 +X$", table);
        var json = JsonNode.Parse(text)!;
        Assert.Equal("one", (string?)json["nodes"]![0]!["name"]);
        Assert.Equal(4, (int)json["nodes"]![0]!["shards_ready"]!);
        Assert.Empty(json["groups_without_owner"]!.AsArray());
        Assert.Equal(0, (int)json["worker_groups"]![0]!["dead_letters"]!);
    }

    [Fact]
    public async Task Rates_are_those_between_two_looks()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 1);
        var end = new TaskCompletionSource();
        await using var worker = new FleetWorker(
            fleet.BrokerOf(1).Connect(), new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time, MaxInFlight = 1 });
        worker.AddHandler(new Handler("X", (in _, _, _) => new ValueTask(end.Task)));
        await worker.StartAsync(Cancel);
        await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(1);
        using var looking = fleet.Begin("fleet --interval 10");
        await fleet.PassAsync(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(1, fleet.Gateway.DispatchToShard(0, "X", "{}"));
        }

        var (code, table, _) = await fleet.EndAsync(looking);
        end.SetResult();
        var (_, without, _) = await fleet.RunAsync("fleet --interval 0");

        Assert.Equal(0, code);
        Assert.Matches("\none +running +[0-2] s +0 +1 +1 +[0-9]+ +[34]([.][0-9])? ", table);
        Assert.Matches("\nmain +[0-9]+ +[+][0-9.]+ +0 +X$", table);
        Assert.Matches("\nmain +[0-9]+ +- +0 +X$", without);
    }

    [Fact]
    public async Task Groups_of_a_node_that_seems_dead_are_named_with_their_owner_before_others_take_them()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 4);
        var engine = fleet.BrokerOf(4).Connect();
        await using var dead = new FleetNode(engine, fleet.Gateway.Token, new FleetNodeOptions
        {
            Name = "dead",
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
            Cluster = new ClusterOptions { Api = fleet.Gateway.Api, TimeProvider = fleet.Time },
        });
        dead.Cluster.Error += static _ => { };
        var started = dead.StartAsync(Cancel);
        await fleet.UntilAsync(() => started.IsCompleted && dead.Groups.Count == 4, "the groups");

        engine.Disconnect();
        await fleet.PassAsync(TimeSpan.FromSeconds(8));
        var (code, table, _) = await fleet.RunAsync("fleet --interval 0");
        var (_, text, _) = await fleet.RunAsync("fleet --json");

        Assert.Equal(0, code);
        Assert.Matches("\ndead +silent +[0-9]+ s +0-3 +[?] ", table);
        Assert.Matches("\ngroups without a living owner: 0-3 [(]owner dead, silent for ([7-9]|1[0-4]) s[)]\n", table);
        var json = JsonNode.Parse(text)!;
        Assert.True((bool)json["nodes"]![0]!["is_silent"]!);
        Assert.Equal(4, json["groups_without_owner"]!.AsArray().Count);
        var stopped = dead.StopAsync(Cancel);
        await fleet.UntilAsync(() => stopped.IsCompleted, "the stop");
    }

    [Fact]
    public async Task Drain_ends_when_the_node_owns_nothing()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 4);
        await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(4);
        await fleet.StartNodeAsync("two");

        var drained = await fleet.RunAsync("fleet drain one");
        var (_, table, _) = await fleet.RunAsync("fleet");

        Assert.Equal((0, "drained: one", ""), drained);
        Assert.Matches("\none +draining +[0-2] s +none +0 ", table);
        Assert.Equal(4, fleet.Gateway.Sessions.Count);
    }

    [Fact]
    public async Task Drain_of_the_only_node_says_that_nobody_takes_its_groups()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 2);
        await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(2);

        var (code, _, errors) = await fleet.RunAsync("fleet drain one --timeout 5");

        Assert.Equal(2, code);
        Assert.Equal(
            "spectacles fleet drain: node one keeps its groups, because there is no other node that takes them. Start one.", errors);
    }

    [Fact]
    public async Task Drain_of_a_node_that_does_not_exist_names_those_that_do()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 1);
        await fleet.StartNodeAsync("one");

        var (code, _, errors) = await fleet.RunAsync("fleet drain three");

        Assert.Equal((1, "spectacles fleet drain: no node three answers. The nodes are: one."), (code, errors));
    }

    [Fact]
    public async Task Recommended_number_of_shards_is_kept_until_it_is_forgotten()
    {
        await using var fleet = await CommandFleet.StartAsync(shards: 3, "\"recommended\"");
        var unknown = await fleet.RunAsync("fleet");
        var one = await fleet.StartNodeAsync("one");
        await fleet.ReadyAsync(3);
        var two = await fleet.StartNodeAsync("two");
        var (_, table, _) = await fleet.RunAsync("fleet");
        var refused = await fleet.RunAsync("fleet forget-shards");
        await Task.WhenAll(one.StopAsync(), two.StopAsync());
        await fleet.EndAsync(one);
        await fleet.EndAsync(two);

        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("node: one of bot, 3 shards in 3 groups", one.Output, StringComparison.Ordinal);
        Assert.StartsWith("bot: 3 shards in 3 groups", table, StringComparison.Ordinal);
        Assert.Equal((1, "", "spectacles fleet forget-shards: stop all nodes before; these run: one, two."), refused);
        Assert.Equal((0, "forgotten: 3", ""), await fleet.RunAsync("fleet forget-shards"));
        Assert.Equal((0, "no number was stored", ""), await fleet.RunAsync("fleet forget-shards"));
    }
}
