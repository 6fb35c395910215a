using System.Collections.Concurrent;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A bot with a guild directory is stopped or killed, and started again, against the simulated gateway over real sockets.
/// </summary>
public sealed class GuildSessionStoreTests : SavedGuilds
{
    private const GuildDetails All = GuildDetails.Roles | GuildDetails.Channels | GuildDetails.VoiceStates;
    private readonly ConcurrentDictionary<(int Shard, string Number), int> handled = new();

    [Theory]
    [InlineData(GuildDetails.None)]
    [InlineData(All)]
    public async Task Restart_after_a_graceful_stop_resumes_with_the_same_guilds(GuildDetails details)
    {
        var before = new GuildDirectory(details);
        var first = await StartAsync(before);
        await first.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        Join(0, members: 1);

        var after = new GuildDirectory(details);
        var changes = new ConcurrentQueue<GuildChange>();
        after.Changed += changes.Enqueue;
        await StartAsync(after);

        await LiveGateway.UntilAsync(() => changes.Count == 1);
        Assert.Equal((Shards, Shards), (Gateway.Counters.Identifies, Gateway.Counters.Resumes));
        Assert.Equal(World.Guilds, after.Count);
        Assert.Equal(GuildChangeKind.MemberCountChanged, Assert.Single(changes).Kind);
        Assert.All(before, guild => AssertSame(guild, after.Find(guild.Id)!, guild.Id == Guild(0).Id ? 1 : 0));
        Assert.Empty(Errors);
        Assert.Equal(details.HasFlag(GuildDetails.Channels), after.First().Channels.Length > 0);
    }

    [Fact]
    public async Task Restart_after_a_kill_counts_every_member_once()
    {
        var before = new GuildDirectory();
        var killed = NewProcess(before);
        var process = new CrashableProcess(killed, handled);
        await StartAsync(before, process.Options);
        await AreSavedAsync();
        Join(0, members: 20);
        await LiveGateway.UntilAsync(() => before.Find(Guild(0).Id)!.MemberCount == CountOf(0) + 20);
        process.Kill();
        Join(0, members: 5);

        var after = new GuildDirectory();
        await StartAsync(after);

        await EverythingIsTakenAsync(after);
        Assert.Equal(CountOf(0) + 25, after.Find(Guild(0).Id)!.MemberCount);
        Assert.Equal((Shards, Shards), (Gateway.Counters.Identifies, Gateway.Counters.Resumes));
    }

    [Fact]
    public async Task Events_that_a_resume_repeats_are_not_taken_twice()
    {
        var before = new GuildDirectory();
        var store = NewProcess(before);
        var cluster = await StartAsync(before, new ClusterOptions { SessionStore = store });
        await AreSavedAsync();
        Join(0, members: 3);
        await LiveGateway.UntilAsync(() => before.Find(Guild(0).Id)!.MemberCount == CountOf(0) + 3);
        int shardId = Guild(0).ShardOf(Shards);
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);

        // As if some handler had not finished the events: the session's sequence is older than the directory.
        var stored = await StoredAsync(shardId);
        await StoreAsync(stored! with { Sequence = stored.Sequence - 3 });
        var after = new GuildDirectory();
        await StartAsync(after);
        Join(0, members: 1);

        await EverythingIsTakenAsync(after);
        Assert.Equal(CountOf(0) + 4, after.Find(Guild(0).Id)!.MemberCount);
    }

    [Fact]
    public async Task Guilds_are_on_their_new_shards_after_a_reshard_and_are_saved_with_the_new_sessions()
    {
        var before = new GuildDirectory();
        var changes = new ConcurrentQueue<GuildChange>();
        var cluster = await StartAsync(before);
        before.Changed += changes.Enqueue;
        PassIdentifyLimit();
        await cluster.ReshardAsync(3, Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.All(before, guild => Assert.Equal((int)((guild.Id.Value >> 22) % 3), guild.ShardId));
        for (int i = 0; i < World.Guilds; i++)
        {
            Join(i, members: 1);
        }

        await LiveGateway.UntilAsync(() => changes.Count == World.Guilds);
        Assert.All(changes, change => Assert.Equal(GuildChangeKind.MemberCountChanged, change.Kind));
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);

        var after = new GuildDirectory();
        await StartAsync(after, shards: 3);

        Assert.Equal(3, Gateway.Counters.Resumes);
        Assert.All(before, guild => AssertSame(guild, after.Find(guild.Id)!, 0));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(2, 3)]
    public async Task Restart_with_another_number_of_shards_joins_no_guild(int before, int after)
    {
        var cluster = await StartAsync(new GuildDirectory(), shards: before);
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        var guilds = new GuildDirectory();
        var changes = new ConcurrentQueue<GuildChange>();
        guilds.Changed += changes.Enqueue;

        await StartAsync(guilds, shards: after);

        await LiveGateway.UntilAsync(() => changes.Count == World.Guilds);
        Assert.All(changes, change => Assert.Equal(GuildChangeKind.BecameAvailable, change.Kind));
    }

    [Fact]
    public async Task Start_after_a_kill_before_READY_was_taken_joins_no_guild()
    {
        var cluster = await StartAsync(new GuildDirectory());
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        for (int i = 0; i < Shards; i++)
        {
            var stored = (await StoredAsync(i))! with { Sequence = 0 };
            await StoreAsync(stored);
            var text = GuildFileText.Write(new GuildCapture([], [], 0), stored.SessionId, GuildDetails.None, isWhole: true);
            await File.WriteAllBytesAsync(PathOf(i), text, Cancel);
        }

        var guilds = new GuildDirectory();
        var changes = new ConcurrentQueue<GuildChange>();
        guilds.Changed += changes.Enqueue;
        await StartAsync(guilds);

        await LiveGateway.UntilAsync(() => changes.Count == World.Guilds);
        Assert.All(changes, change => Assert.Equal(GuildChangeKind.BecameAvailable, change.Kind));
    }

    [Fact]
    public async Task Load_that_ends_after_a_new_session_has_begun_changes_nothing()
    {
        var cluster = await StartAsync(new GuildDirectory());
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        var old = (await StoredAsync(0))!;
        var guilds = new GuildDirectory();
        await StartAsync(guilds, new ClusterOptions());

        guilds.Load(old, new GuildCapture([new GuildEntry { Id = 1, Name = "old", ShardId = 0 }], [], old.Sequence));
        await EverythingIsTakenAsync(guilds);

        Assert.Null(guilds.Find(1));
        Assert.Equal(World.Guilds, guilds.Count);
    }

    private static void AssertSame(GuildEntry expected, GuildEntry actual, int moreMembers)
    {
        Assert.Equal(
            expected with { MemberCount = expected.MemberCount + moreMembers, Roles = [], Channels = [], VoiceStates = [] },
            actual with { Roles = [], Channels = [], VoiceStates = [] });
        Assert.Equal(expected.Roles, actual.Roles);
        Assert.Equal(expected.VoiceStates, actual.VoiceStates);
        Assert.Equal(expected.Channels.Length, actual.Channels.Length);
        foreach (var (one, other) in expected.Channels.Zip(actual.Channels))
        {
            Assert.Equal(one with { Overwrites = [] }, other with { Overwrites = [] });
            Assert.Equal(one.Overwrites, other.Overwrites);
        }
    }
}
