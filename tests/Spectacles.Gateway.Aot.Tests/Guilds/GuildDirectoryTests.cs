using System.Collections.Concurrent;
using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class GuildDirectoryTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();
    private readonly ConcurrentQueue<GuildChange> changes = new();
    private MemoryConnection connection = null!;
    private long sequence = 1;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Guild_that_READY_announced_becomes_available_and_any_other_is_joined()
    {
        var guilds = await StartAsync([1, 2]);
        Assert.Equal([(1ul, false), (2ul, false)], guilds.OrderBy(guild => guild.Id).Select(guild => (guild.Id.Value, guild.IsAvailable)));
        Assert.Null(guilds.Find(1)!.Name);

        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("GUILD_CREATE", GuildJson(3));

        Assert.Equal([(GuildChangeKind.BecameAvailable, 1ul), (GuildChangeKind.Joined, 3ul)], Kinds());
        Assert.Equal(3, guilds.Count);
        var guild = guilds.Find(1)!;
        Assert.Equal(
            ("guild 1", 7ul, 40, 0, true),
            (guild.Name, guild.OwnerId!.Value.Value, guild.MemberCount, guild.ShardId, guild.IsAvailable));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), guild.JoinedAt);
    }

    [Fact]
    public async Task Outage_keeps_the_guild_and_only_a_departure_removes_it()
    {
        var guilds = await StartAsync([1, 2]);
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("GUILD_DELETE", """{"id":"1","unavailable":true}""");

        Assert.Equal(("guild 1", false), (guilds.Find(1)!.Name, guilds.Find(1)!.IsAvailable));
        await TakeAsync("GUILD_DELETE", """{"id":"1","unavailable":true}""");
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("GUILD_DELETE", """{"id":"1"}""");
        await TakeAsync("GUILD_DELETE", """{"id":"9"}""");

        Assert.Null(guilds.Find(1));
        Assert.Equal(
            [
                (GuildChangeKind.BecameAvailable, 1ul), (GuildChangeKind.BecameUnavailable, 1ul), (GuildChangeKind.BecameAvailable, 1ul),
                (GuildChangeKind.Left, 1ul),
            ],
            Kinds());
    }

    [Fact]
    public async Task Outage_of_an_unknown_guild_is_noted_and_its_end_makes_it_available()
    {
        var guilds = await StartAsync([]);
        await TakeAsync("GUILD_DELETE", """{"id":"5","unavailable":true}""");
        Assert.False(guilds.Find(5)!.IsAvailable);
        await TakeAsync("GUILD_CREATE", """{"id":"5","unavailable":true}""");
        await TakeAsync("GUILD_CREATE", GuildJson(5));

        Assert.Equal([(GuildChangeKind.BecameUnavailable, 5ul), (GuildChangeKind.BecameAvailable, 5ul)], Kinds());
    }

    [Fact]
    public async Task New_session_tells_which_guilds_were_joined_and_left_between_the_sessions()
    {
        var guilds = await StartAsync([1, 2]);
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("GUILD_CREATE", GuildJson(2));
        changes.Clear();

        connection.Receive("""{"op":9,"d":false}""");
        connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        await gateway.PassTimeUntilAsync(connection.SentAsync());
        connection.Receive(ReadyWith("second", [2, 3]));
        sequence = 1;
        await TakeAsync("GUILD_CREATE", GuildJson(2));
        await TakeAsync("GUILD_CREATE", GuildJson(3));

        Assert.Equal([(GuildChangeKind.Left, 1ul), (GuildChangeKind.BecameAvailable, 2ul), (GuildChangeKind.Joined, 3ul)], Kinds());
        Assert.Equal([2ul, 3ul], guilds.Select(guild => guild.Id.Value).Order());
    }

    [Theory]
    [InlineData(GatewayIntents.Guilds, false)]
    [InlineData(GatewayIntents.Guilds | GatewayIntents.GuildMembers, true)]
    public async Task Member_count_is_exact_only_with_the_members_intent(GatewayIntents intents, bool exact)
    {
        var guilds = await StartAsync([1], intents: intents);
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        Assert.Equal(exact, guilds.Find(1)!.MemberCountIsExact);

        await TakeAsync("GUILD_MEMBER_ADD", """{"guild_id":"1","user":{"id":"70"}}""");
        await TakeAsync("GUILD_MEMBER_ADD", """{"guild_id":"1","user":{"id":"71"}}""");
        await TakeAsync("GUILD_MEMBER_REMOVE", """{"guild_id":"1","user":{"id":"70"}}""");

        Assert.Equal(41, guilds.Find(1)!.MemberCount);
        Assert.Equal(70ul, changes.Last(change => change.Kind == GuildChangeKind.MemberCountChanged).SubjectId!.Value.Value);
    }

    [Fact]
    public async Task Directory_requests_the_members_intent_only_if_another_handler_needs_it()
    {
        await StartAsync([1], GuildDetails.Roles | GuildDetails.Channels);
        Assert.Equal(GatewayIntents.Guilds, gateway.Cluster!.Intents);
        Assert.Equal(
            GatewayIntents.Guilds | GatewayIntents.GuildVoiceStates,
            new Cluster(Token, new ClusterOptions()).AddHandler(new GuildDirectory(GuildDetails.VoiceStates)).Intents);
    }

    [Fact]
    public async Task Guild_update_changes_name_and_owner_and_keeps_the_rest()
    {
        var guilds = await StartAsync([1]);
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("GUILD_UPDATE", """{"id":"1","name":"renamed","owner_id":"8"}""");
        await TakeAsync("GUILD_UPDATE", """{"id":"2","name":"unknown","owner_id":"8"}""");

        var guild = guilds.Find(1)!;
        Assert.Equal(("renamed", 8ul, 40), (guild.Name, guild.OwnerId!.Value.Value, guild.MemberCount));
        Assert.Equal([(GuildChangeKind.BecameAvailable, 1ul), (GuildChangeKind.Updated, 1ul)], Kinds());
    }

    [Fact]
    public async Task Roles_channels_and_voice_states_are_kept_when_asked_for()
    {
        var guilds = await StartAsync([1], GuildDetails.Roles | GuildDetails.Channels | GuildDetails.VoiceStates);
        await TakeAsync("GUILD_CREATE", GuildJson(1));

        var role = Assert.Single(guilds.Find(1)!.Roles);
        Assert.Equal(new RoleEntry(1, "@everyone", Permissions.ViewChannel, 0, 0), role);
        var channel = guilds.Find(1)!.FindChannel(20)!.Value;
        Assert.Equal(
            ("general", ChannelType.GuildText, 21ul, 3), (channel.Name, channel.Type, channel.ParentId!.Value.Value, channel.Position));
        Assert.Equal(
            new OverwriteEntry(1, OverwriteType.Role, Permissions.ViewChannel, Permissions.SendMessages),
            Assert.Single(channel.Overwrites));
        Assert.Equal(new VoiceEntry(30, 22, VoiceFlags.SelfMute | VoiceFlags.Suppress), guilds.Find(1)!.FindVoiceState(30));

        await TakeAsync("GUILD_ROLE_CREATE", RoleJson("mods"));
        await TakeAsync("GUILD_ROLE_UPDATE", RoleJson("staff"));
        Assert.Equal(["@everyone", "staff"], guilds.Find(1)!.Roles.Select(one => one.Name));
        await TakeAsync("GUILD_ROLE_DELETE", """{"guild_id":"1","role_id":"11"}""");
        await TakeAsync("CHANNEL_CREATE", """{"guild_id":"1","id":"25","name":"new","type":2}""");
        await TakeAsync("CHANNEL_UPDATE", """{"guild_id":"1","id":"20","name":"renamed","type":0}""");
        await TakeAsync("CHANNEL_DELETE", """{"guild_id":"1","id":"25","name":"new","type":2}""");
        await TakeAsync("CHANNEL_CREATE", """{"id":"26","type":1}""");

        Assert.Equal(["@everyone"], guilds.Find(1)!.Roles.Select(one => one.Name));
        Assert.Equal(["renamed"], guilds.Find(1)!.Channels.Select(one => one.Name));
        Assert.Equal(
            [11ul, 11, 11, 25, 20, 25],
            changes.Where(change => change.SubjectId is not null).Select(change => change.SubjectId!.Value.Value));
    }

    [Fact]
    public async Task Voice_change_has_the_state_before_and_after_it()
    {
        var guilds = await StartAsync([1], GuildDetails.VoiceStates);
        await TakeAsync("GUILD_CREATE", GuildJson(1));
        await TakeAsync("VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"31","channel_id":"22"}""");
        await TakeAsync("VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"31","channel_id":"23"}""");
        await TakeAsync("VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"31","channel_id":null}""");

        Assert.Equal(
            [(null, 22ul), (22ul, 23ul), (23ul, null)],
            changes
                .Where(change => change.Kind == GuildChangeKind.VoiceStateChanged)
                .Select(change => (ChannelOf(change.Before!), ChannelOf(change.After!))));
        Assert.Null(guilds.Find(1)!.FindVoiceState(31));

        static ulong? ChannelOf(GuildEntry guild) => guild.FindVoiceState(31)?.ChannelId.Value;
    }

    [Fact]
    public async Task Details_that_are_not_asked_for_are_not_kept()
    {
        var guilds = await StartAsync([1]);
        await TakeAsync("GUILD_CREATE", GuildJson(1));

        Assert.Empty(guilds.Find(1)!.Roles);
        Assert.Empty(guilds.Find(1)!.Channels);
        Assert.Empty(guilds.Find(1)!.VoiceStates);
    }

    [Fact]
    public async Task Handler_that_was_added_later_sees_the_event_in_the_directory()
    {
        var guilds = new GuildDirectory();
        var seen = new TaskCompletionSource<string?>();
        var later = new Handler("GUILD_CREATE", (in _, _, _) =>
        {
            seen.TrySetResult(guilds.Find(1)?.Name);
            return default;
        });
        await StartAsync([1], guilds, null, later);
        await TakeAsync("GUILD_CREATE", GuildJson(1));

        Assert.Equal("guild 1", await seen.Task);
    }

    [Fact]
    public async Task Listener_of_changes_that_throws_is_reported_and_the_directory_is_up_to_date()
    {
        var guilds = new GuildDirectory();
        guilds.Changed += _ => throw new InvalidOperationException("listener");
        await StartAsync([1], guilds, null);
        await TakeAsync("GUILD_CREATE", GuildJson(1));

        Assert.Equal("guild 1", guilds.Find(1)!.Name);
        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("GuildDirectory threw InvalidOperationException at GUILD_CREATE") == 1);
    }

    [Fact]
    public async Task Every_listener_is_told_of_every_change_also_after_one_has_thrown()
    {
        var guilds = new GuildDirectory();
        guilds.Changed += _ => throw new InvalidOperationException("listener");
        await StartAsync([1, 2], guilds, null);

        connection.Receive("""{"op":9,"d":false}""");
        connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        await gateway.PassTimeUntilAsync(connection.SentAsync());
        connection.Receive(ReadyWith("second", []));
        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("GuildDirectory threw AggregateException at READY") == 1);

        Assert.Equal([(GuildChangeKind.Left, 1ul), (GuildChangeKind.Left, 2ul)], Kinds().OrderBy(kind => kind.Id));
    }

    private static string ReadyWith(string session, ulong[] ids) =>
        $$$"""
        {"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"{{{session}}}","resume_gateway_url":"wss://resume.example","guilds":[
        """ + string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","unavailable":true}""")) + "]}}";

    private static string RoleJson(string name) =>
        $$$"""{"guild_id":"1","role":{"id":"11","name":"{{{name}}}","color":255,"position":1,"permissions":"8"}}""";

    private static string GuildJson(ulong id) => $$$"""
        {"id":"{{{id}}}","name":"guild {{{id}}}","owner_id":"7","member_count":40,"joined_at":"2024-05-06T07:08:09Z","roles":[
        {"id":"{{{id}}}","name":"@everyone","color":0,"position":0,"permissions":"1024"}],"channels":[{"id":"20","name":"general","type":0,
        "parent_id":"21","position":3,"permission_overwrites":[{"id":"1","type":0,"allow":"1024","deny":"2048"}]}],"voice_states":[
        {"user_id":"30","channel_id":"22","session_id":"v","deaf":false,"mute":false,"self_deaf":false,"self_mute":true,"self_video":false,
        "suppress":true}]}
        """;

    private Task<GuildDirectory> StartAsync(
        ulong[] announced, GuildDetails details = GuildDetails.None, GatewayIntents? intents = null) =>
        StartAsync(announced, new GuildDirectory(details), intents);

    private async Task<GuildDirectory> StartAsync(
        ulong[] announced, GuildDirectory guilds, GatewayIntents? intents, params IGatewayHandler[] others)
    {
        guilds.Changed += changes.Enqueue;
        await gateway.Make(new ClusterOptions { Intents = intents }, [guilds, .. others])
            .SpawnAsync(TestContext.Current.CancellationToken);
        connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(ReadyWith("first", announced));
        await gateway.Cluster!.WaitForReadyAsync(TestContext.Current.CancellationToken);
        await LiveGateway.UntilAsync(() => guilds.Count == announced.Length);
        return guilds;
    }

    /// <summary>Sends an event, and waits until its calls and those of a later one have run.</summary>
    private async Task TakeAsync(string name, string json)
    {
        connection.Receive(Event(name, ++sequence, json));
        long end = ++sequence;
        connection.Receive(Event("OTHER", end));
        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == end);
    }

    private IEnumerable<(GuildChangeKind Kind, ulong Id)> Kinds() => changes.Select(change => (change.Kind, change.Guild.Id.Value));
}
