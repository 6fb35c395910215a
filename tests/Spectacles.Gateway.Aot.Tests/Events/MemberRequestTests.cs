using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Members of a guild are asked for, against the simulated gateway over real sockets.</summary>
public sealed class MemberRequestTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private static readonly SimulatedGatewayOptions World = new() { PrivilegedIntents = GatewayIntents.Privileged, PeoplePerGuild = 2500 };
    private static readonly ClusterOptions WithMembers = new() { Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers };
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SimulatedGuild Guild => live.Gateway.World.Guilds[0];

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task All_members_are_returned_in_chunks_and_the_enumeration_ends()
    {
        var cluster = await StartAsync(World, WithMembers);

        var chunks = await CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id), cancellationToken: Cancel));

        Assert.Equal([1000, 1000, 501], chunks.Select(chunk => chunk.Members.Length));
        Assert.Equal(2501, chunks.SelectMany(chunk => chunk.Members).Select(member => member.User!.Id).Distinct().Count());
        Assert.Empty(cluster.Shards[0].Inside().Parts.Listeners.Listeners);
        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Concurrent_member_requests_receive_their_own_chunks()
    {
        var cluster = await StartAsync(World, WithMembers);
        var person = Guild.People[0].User;

        var all = CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id) with { Presences = false }));
        var some = CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.ByIds(Guild.Id, person.Id, 1)));
        var named = CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.ByName(Guild.Id, "ada", 3) with { Nonce = "mine" }));

        Assert.Equal(2501, (await all).Sum(chunk => chunk.Members.Length));
        var chunk = Assert.Single(await some);
        Assert.Equal([person.Id], chunk.Members.Select(member => member.User!.Id));
        Assert.Equal([new Snowflake(1)], chunk.NotFound);
        Assert.Equal(3, Assert.Single(await named, answer => answer.Nonce == "mine").Members.Length);
    }

    [Fact]
    public async Task Member_request_is_sent_on_the_shard_of_the_guild()
    {
        var cluster = await StartAsync(
            World with { Guilds = 4, PeoplePerGuild = 3, RecommendedShards = 3, MaxConcurrency = 3 }, WithMembers);

        foreach (var guild in live.Gateway.World.Guilds)
        {
            Assert.Equal(guild.ShardOf(3), cluster.ShardFor(guild.Id).Id);
            Assert.Equal(
                4, Assert.Single(await CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(guild.Id)))).Members.Length);
        }
    }

    [Fact]
    public async Task Presences_are_included_when_requested()
    {
        var cluster = await StartAsync(
            World with { PeoplePerGuild = 3 }, new ClusterOptions { Intents = WithMembers.Intents | GatewayIntents.GuildPresences });

        var chunk = Assert.Single(
            await CollectAsync(
                cluster.RequestGuildMembersAsync(RequestGuildMembers.ByIds(Guild.Id, Guild.People[0].User.Id) with { Presences = true })));

        Assert.Single(chunk.Presences);
    }

    [Fact]
    public async Task Member_request_without_the_required_intent_is_rejected_at_once()
    {
        var cluster = await StartAsync(World with { PeoplePerGuild = 3 }, new ClusterOptions { Intents = GatewayIntents.Guilds });

        var members = Assert.Throws<InvalidOperationException>(() => cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id)));
        var presences = Assert.Throws<InvalidOperationException>(
            () => cluster.RequestGuildMembersAsync(RequestGuildMembers.ByIds(Guild.Id, 1) with { Presences = true }));

        Assert.Contains("GuildMembers", members.Message, StringComparison.Ordinal);
        Assert.Contains("GuildPresences", presences.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_list_with_a_limit_is_not_rejected()
    {
        var cluster = await StartAsync(World with { PeoplePerGuild = 3, TimeProvider = new FakeTimeProvider() }, WithMembers);

        for (int i = 0; i < 2; i++)
        {
            Assert.Single(await CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id, limit: 2))));
        }
    }

    [Fact]
    public async Task Second_full_member_list_within_30_seconds_is_rejected_with_the_delay()
    {
        var cluster = await StartAsync(World with { PeoplePerGuild = 3, TimeProvider = new FakeTimeProvider() }, WithMembers);
        await CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id)));

        var error = await Assert.ThrowsAsync<GatewayRateLimitedException>(
            () => CollectAsync(cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id))));

        Assert.Equal(Opcode.RequestGuildMembers, error.Opcode);
        Assert.InRange(error.RetryAfter, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        Assert.Single(live.Gateway.Received, received => received.Opcode == Opcode.RequestGuildMembers);
        Assert.Empty(cluster.Shards[0].Inside().Parts.Listeners.Listeners);
    }

    [Fact]
    public async Task Connection_lost_between_member_chunks_is_resumed_and_the_remaining_chunks_arrive()
    {
        var cluster = await StartAsync(World, WithMembers);
        int members = 0;
        await foreach (var chunk in cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id)).WithCancellation(Cancel))
        {
            if (members == 0)
            {
                live.Gateway.ConnectionOf(0).Drop();
            }

            members += chunk.Members.Length;
        }

        Assert.Equal(2501, members);
    }

    [Fact]
    public async Task Handler_can_request_members_when_calls_are_sequential()
    {
        var found = new TaskCompletionSource<int>();
        var cluster = await StartAsync(World, new ClusterOptions { Intents = WithMembers.Intents, MaxInFlight = 1 });
        cluster.On("COUNT", (_, shard, cancellationToken) => CountAsync(shard, cancellationToken));

        live.Gateway.Dispatch("COUNT", "{}");

        Assert.Equal(3, await found.Task.WaitAsync(Patience, Cancel));

        async ValueTask CountAsync(Shard shard, CancellationToken cancellationToken) =>
            found.SetResult(
                (
                    await CollectAsync(
                        shard.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id), cancellationToken: cancellationToken))).Count);
    }

    [Fact]
    public async Task Leaving_the_enumeration_of_members_removes_its_listener()
    {
        var cluster = await StartAsync(World, WithMembers);

        await foreach (var _ in cluster.RequestGuildMembersAsync(RequestGuildMembers.All(Guild.Id)).WithCancellation(Cancel))
        {
            Assert.Equal(2, cluster.Shards[0].Inside().Parts.Listeners.Listeners.Count);
            break;
        }

        Assert.Empty(cluster.Shards[0].Inside().Parts.Listeners.Listeners);
    }

    private static async Task<List<GuildMembersChunk>> CollectAsync(IAsyncEnumerable<GuildMembersChunk> chunks)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var all = new List<GuildMembersChunk>();
        await foreach (var chunk in chunks.WithCancellation(deadline.Token))
        {
            all.Add(chunk);
        }

        return all;
    }

    private async Task<Cluster> StartAsync(SimulatedGatewayOptions world, ClusterOptions options)
    {
        var cluster = await live.MakeAsync(world, options);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        return cluster;
    }
}
