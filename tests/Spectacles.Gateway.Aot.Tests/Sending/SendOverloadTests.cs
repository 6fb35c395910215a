using System.Text;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Each way to send, over real sockets to the simulated gateway.</summary>
public sealed class SendOverloadTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Every_overload_of_SendAsync_sends_in_call_order()
    {
        var shard = await StartAsync();
        byte[] buffer = """{ "d": {"guild_id":"1","channel_id":null}, "op": 4 }"""u8.ToArray();
        var raw = shard.SendAsync(GatewayCommand.FromUtf8(buffer), cancellationToken: Cancel);
        Array.Clear(buffer);
        await raw;
        await shard.SendAsync(new UpdateVoiceState(2, null), cancellationToken: Cancel);
        await shard.SendAsync(
            GatewayCommand.Create(Opcode.VoiceStateUpdate, """{"guild_id":"3","channel_id":null}"""u8), cancellationToken: Cancel);
        await shard.SendAsync(
            GatewayCommand.Create("VOICE_STATE_UPDATE", """{"guild_id":"4","channel_id":null}"""u8), WhenNotReady.Fail, Cancel);

        for (int guild = 1; guild <= 4; guild++)
        {
            Assert.Contains(
                $"\"guild_id\":\"{guild}\"",
                (await live.Gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate, Cancel)).Data,
                StringComparison.Ordinal);
        }

        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Unknown_opcode_is_sent()
    {
        var shard = await StartAsync();

        await shard.SendAsync(GatewayCommand.Create((Opcode)77, "{}"u8), cancellationToken: Cancel);

        Assert.Contains("opcode 77", (await live.Gateway.WaitForViolationAsync(Cancel)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_command_throws_at_the_call_and_is_not_sent()
    {
        var shard = await StartAsync();
        Assert.Contains(
            "REQUEST_GUILD_MEMBERS",
            Assert.Throws<ArgumentException>(
                () => { _ = shard.SendAsync(GatewayCommand.Create("NO_SUCH_NAME", "{}"u8), cancellationToken: Cancel).AsTask(); }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => { _ = shard.SendAsync(GatewayCommand.Create("IDENTIFY", "{}"u8), cancellationToken: Cancel).AsTask(); });
        Assert.Throws<ArgumentException>(
            () => { _ = shard.SendAsync(GatewayCommand.Create(Opcode.Heartbeat, "1"u8), cancellationToken: Cancel).AsTask(); });
        Assert.Throws<ArgumentException>(
            () => { _ = shard.SendAsync(GatewayCommand.FromUtf8("""{"op":6,"d":{}}"""u8), cancellationToken: Cancel).AsTask(); });
        Assert.Throws<ArgumentException>(
            () => { _ = shard.SendAsync(GatewayCommand.FromUtf8("{"u8), cancellationToken: Cancel).AsTask(); });
        Assert.Throws<ArgumentException>(
            () =>
            {
                _ = shard.SendAsync(
                    new UpdatePresence(BotStatus.Idle, new BotActivity(new string('x', 5000))), cancellationToken: Cancel).AsTask();
            });

        await shard.SendAsync(new UpdateVoiceState(7, null), cancellationToken: Cancel);

        Assert.Contains(
            "\"7\"",
            (await live.Gateway.WaitForPayloadAsync(payload => payload.Opcode is not (Opcode.Identify or Opcode.Heartbeat), Cancel)).Data,
            StringComparison.Ordinal);
        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Raw_presence_is_included_in_the_next_IDENTIFY()
    {
        var shard = await StartAsync(new ClusterOptions { TimeProvider = new FastTime() });
        const string presence =
            """{"since":null,"activities":[{"name":"x","state":"at sea","type":4}],"status":"dnd","afk":false,"tomorrow":1}""";
        await shard.SendAsync(
            GatewayCommand.FromUtf8(Encoding.UTF8.GetBytes($$"""{"op":3,"d":{{presence}}}""")), cancellationToken: Cancel);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        live.Gateway.ConnectionOf(0).InvalidateSession(resumable: false);

        Assert.Contains(
            $"\"presence\":{presence}", (await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_for_a_guild_is_sent_on_the_shard_of_the_guild()
    {
        var cluster = await SpawnAsync(new SimulatedGatewayOptions { RecommendedShards = 3, MaxConcurrency = 3, Guilds = 6 });
        foreach (var guild in live.Gateway.World.Guilds)
        {
            await cluster.SendForGuildAsync(guild.Id, new RequestChannelInfo(guild.Id), cancellationToken: Cancel);
            await cluster.SendForGuildAsync(
                guild.Id,
                GatewayCommand.FromUtf8(Encoding.UTF8.GetBytes($$$"""{"op":4,"d":{"guild_id":"{{{guild.Id}}}","channel_id":null}}""")),
                cancellationToken: Cancel);

            Assert.Equal(guild.ShardOf(3), (await live.Gateway.WaitForPayloadAsync(Opcode.RequestChannelInfo, Cancel)).ShardId);
            Assert.Equal(guild.ShardOf(3), (await live.Gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate, Cancel)).ShardId);
            Assert.Equal(guild.ShardOf(3), cluster.ShardFor(guild.Id).Id);
        }

        Assert.Equal(3, live.Gateway.World.Guilds.Select(guild => guild.ShardOf(3)).Distinct().Count());
    }

    [Fact]
    public async Task Command_for_a_guild_of_a_shard_in_another_process_is_rejected_with_the_shard_number()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 4, MaxConcurrency = 4 });
        Assert.Contains(
            "No shard is spawned",
            Assert.Throws<InvalidOperationException>(
                () => { _ = cluster.SendForGuildAsync(1, new UpdateVoiceState(1, null), cancellationToken: Cancel).AsTask(); }).Message,
            StringComparison.Ordinal);
        await cluster.SpawnAsync(..2, 4, Cancel);

        Snowflake guild = 3UL << 22;
        var error = Assert.Throws<InvalidOperationException>(
            () => { _ = cluster.SendForGuildAsync(guild, new UpdateVoiceState(guild, null), cancellationToken: Cancel).AsTask(); });

        Assert.Equal(
            $"The guild {guild} is on shard 3 of 4, which is not in this process. "
                + "The shards here are: 0, 1. Send the command where that shard runs.",
            error.Message);
        Assert.Throws<InvalidOperationException>(() => { _ = cluster.RequestSoundboardSoundsAsync([0, guild], Cancel); });
    }

    [Fact]
    public async Task Soundboard_sounds_are_requested_on_the_shards_of_their_guilds()
    {
        var sounds = new List<string>();
        var cluster = await SpawnAsync(
            new SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2, Guilds = 400, PeoplePerGuild = 1 },
            new Handler("SOUNDBOARD_SOUNDS", (in dispatch, shard, _) =>
            {
                lock (sounds)
                {
                    sounds.Add($"{shard.Id} {Encoding.UTF8.GetString(dispatch.Data)}");
                }

                return default;
            }));
        var guilds = live.Gateway.World.Guilds;

        await cluster.RequestSoundboardSoundsAsync([.. guilds.Select(guild => guild.Id), guilds[0].Id], Cancel);

        await LiveGateway.UntilAsync(() => Count() == 400);
        Assert.Equal(Expected(guilds), sounds.Order());
        Assert.Equal(4, live.Gateway.Received.Count(payload => payload.Opcode == Opcode.RequestSoundboardSounds));
        Assert.Empty(live.Gateway.Violations);

        int Count()
        {
            lock (sounds)
            {
                return sounds.Count;
            }
        }
    }

    [Fact]
    public async Task Presence_of_the_cluster_is_sent_on_every_shard()
    {
        var cluster = await SpawnAsync(new SimulatedGatewayOptions { RecommendedShards = 3, MaxConcurrency = 3 });

        await cluster.BroadcastAsync(
            new UpdatePresence(BotStatus.Idle, new BotActivity("at sea", BotActivityKind.Custom)), cancellationToken: Cancel);

        var shards = new List<int?>();
        for (int i = 0; i < 3; i++)
        {
            shards.Add((await live.Gateway.WaitForPayloadAsync(Opcode.PresenceUpdate, Cancel)).ShardId);
        }

        Assert.Equal([0, 1, 2], shards.Order());
    }

    private static IEnumerable<string> Expected(IEnumerable<SimulatedGuild> guilds) =>
        guilds.Select(guild => $$"""{{guild.ShardOf(2)}} {"soundboard_sounds":[],"guild_id":"{{guild.Id}}"}""").Order();

    private async Task<Shard> StartAsync(ClusterOptions? options = null)
    {
        var cluster = await live.MakeAsync(options: options);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster.Shards[0];
    }

    private async Task<Cluster> SpawnAsync(SimulatedGatewayOptions world, params IGatewayHandler[] handlers)
    {
        var cluster = await live.MakeAsync(world, null, handlers);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster;
    }
}
