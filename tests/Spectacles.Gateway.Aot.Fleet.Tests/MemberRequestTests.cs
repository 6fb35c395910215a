using System.Collections.Concurrent;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Requests for members, whose answers arrive at the worker that has asked.</summary>
public sealed class MemberRequestTests
{
    /// <summary>The people of the simulated guild, and the bot.</summary>
    private const int Everybody = 11;

    private readonly ConcurrentQueue<int> chunks = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_several_workers_gets_the_members_that_it_has_asked_for()
    {
        await using var fleet = await StartAsync();
        var workers = new[] { await fleet.AddWorkerAsync("main", NewHandler("X")), await fleet.AddWorkerAsync("main", NewHandler("X")) };
        var (guild, shardId) = await ConnectAsync(fleet);

        foreach (var worker in workers)
        {
            var asking = AskAsync(worker.Shards.Find(shardId, 2), guild);
            await fleet.UntilAsync(() => asking.IsCompleted, "the members");
            Assert.Equal(Everybody, await asking);

            // Discord answers such a request once in 30 seconds.
            await fleet.PassAsync(TimeSpan.FromSeconds(31));
        }

        Assert.Empty(chunks);
    }

    [Fact]
    public async Task Worker_whose_group_handles_the_answers_gets_them_once()
    {
        await using var fleet = await StartAsync();
        var worker = await fleet.AddWorkerAsync("main", NewHandler("GUILD_MEMBERS_CHUNK"));
        var (guild, shardId) = await ConnectAsync(fleet);

        var asking = AskAsync(worker.Shards.Find(shardId, 2), guild);
        await fleet.UntilAsync(() => asking.IsCompleted, "the members");
        await fleet.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(Everybody, await asking);
        Assert.Single(chunks);
    }

    [Fact]
    public async Task Request_that_Discord_refuses_fails_at_once()
    {
        await using var fleet = await StartAsync();
        var first = await fleet.AddWorkerAsync("main", NewHandler("X"));
        var second = await fleet.AddWorkerAsync("main", NewHandler("X"));
        var (guild, shardId) = await ConnectAsync(fleet);
        var asking = AskAsync(first.Shards.Find(shardId, 2), guild);
        await fleet.UntilAsync(() => asking.IsCompleted, "the members");
        await asking;

        var refused = AskAsync(second.Shards.Find(shardId, 2), guild);
        await fleet.UntilAsync(() => refused.IsCompleted, "the refusal");

        await Assert.ThrowsAsync<GatewayRateLimitedException>(() => refused);
    }

    private static Task<TestFleet> StartAsync() => TestFleet.StartAsync(
        shards: 2, groupSize: 1, new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.GuildMembers });

    /// <summary>Starts a node, and returns a guild and its shard.</summary>
    private static async Task<(Snowflake Guild, int ShardId)> ConnectAsync(TestFleet fleet)
    {
        var (node, _) = await fleet.AddNodeAsync(
            "one", options => options with { Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers });
        await fleet.UntilAsync(() => node.GetStatus().ShardsReady == 2, "READY");
        var guild = fleet.Gateway.World.Guilds[0].Id;
        return (guild, (int)((guild.Value >> 22) % 2));
    }

    private static async Task<int> AskAsync(Shard shard, Snowflake guild)
    {
        int members = 0;
        await foreach (var chunk in shard.RequestGuildMembersAsync(RequestGuildMembers.All(guild), cancellationToken: Cancel))
        {
            members += chunk.Members.Length;
        }

        return members;
    }

    private Handler NewHandler(string name) => new(
        name,
        (in _, _, _) =>
        {
            chunks.Enqueue(0);
            return default;
        },
        GatewayIntents.GuildMembers);
}
