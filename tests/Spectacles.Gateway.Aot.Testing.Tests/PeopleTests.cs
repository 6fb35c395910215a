using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class PeopleTests
{
    private static readonly SimulatedGatewayOptions AllIntents = new() { PrivilegedIntents = GatewayIntents.Privileged };

    [Fact]
    public async Task Guilds_have_every_field_that_other_clients_read()
    {
        await using var gateway = await SimulatedGateway.StartAsync(AllIntents);
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token, GatewayIntents.All);
        var ready = (await client.ExpectAsync("READY")).Data;
        Has(
            ready,
            "v",
            "user",
            "guilds",
            "session_id",
            "resume_gateway_url",
            "shard",
            "application",
            "_trace",
            "private_channels",
            "session_type",
            "auth");
        Has(ready.GetProperty("application"), "id", "flags", "flags_new");
        var guild = (await client.ExpectAsync("GUILD_CREATE")).Data;
        Has(
            guild,
            "id",
            "name",
            "owner_id",
            "joined_at",
            "large",
            "unavailable",
            "member_count",
            "voice_states",
            "members",
            "channels",
            "threads",
            "presences",
            "stage_instances");
        Has(
            guild,
            "guild_scheduled_events",
            "soundboard_sounds",
            "emojis",
            "stickers",
            "features",
            "roles",
            "preferred_locale",
            "nsfw_level",
            "premium_tier",
            "system_channel_id",
            "mfa_level");
        foreach (var role in guild.GetProperty("roles").EnumerateArray())
        {
            Has(role, "id", "name", "color", "colors", "permissions", "hoist", "managed", "mentionable", "flags", "position");
        }

        Has(guild.GetProperty("roles")[0].GetProperty("colors"), "primary_color", "secondary_color", "tertiary_color");
        Assert.Equal(11, guild.GetProperty("members").GetArrayLength());
        foreach (var member in guild.GetProperty("members").EnumerateArray())
        {
            Has(member, "user", "roles", "joined_at", "deaf", "mute", "flags", "avatar", "banner", "premium_since", "pending");
        }

        foreach (var channel in guild.GetProperty("channels").EnumerateArray())
        {
            Has(channel, "id", "type", "name", "position", "permission_overwrites", "parent_id", "flags");
        }

        Has(guild.GetProperty("threads")[0], "thread_metadata", "owner_id", "parent_id", "message_count", "member_count");
        Has(guild.GetProperty("presences")[0], "user", "status", "activities", "client_status");
    }

    [Fact]
    public async Task Guild_without_presences_lists_only_the_bot_and_members_in_voice()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var guild = gateway.World.Guilds[0];
        gateway.People.MoveToVoice(guild, guild.People[3], guild.VoiceChannels[0]);
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        var create = (await client.ExpectAsync("GUILD_CREATE")).Data;
        Assert.Equal(2, create.GetProperty("members").GetArrayLength());
        Assert.Equal(0, create.GetProperty("presences").GetArrayLength());
        Assert.Equal(guild.People[3].User.Id.ToString(), create.GetProperty("voice_states")[0].GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task User_actions_become_Discord_events()
    {
        await using var gateway = await SimulatedGateway.StartAsync(AllIntents);
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.All);
        var guild = gateway.World.Guilds[0];
        var who = guild.People[2];

        var message = gateway.People.Say(guild, $"hello <@{who.User.Id}>", who);
        var said = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Has(
            said,
            "id",
            "channel_id",
            "guild_id",
            "author",
            "member",
            "content",
            "timestamp",
            "edited_timestamp",
            "tts",
            "mention_everyone",
            "mentions",
            "mention_roles",
            "attachments",
            "embeds",
            "pinned",
            "type",
            "flags",
            "components",
            "channel_type");
        Has(said.GetProperty("mentions")[0], "id", "username", "member");
        Has(said.GetProperty("member"), "roles", "joined_at", "flags");

        gateway.People.StartTyping(guild, who);
        Has((await client.ExpectAsync("TYPING_START")).Data, "channel_id", "guild_id", "user_id", "timestamp", "member");
        gateway.People.React(guild, message, "👍", who);
        Has(
            (await client.ExpectAsync("MESSAGE_REACTION_ADD")).Data,
            "user_id",
            "channel_id",
            "message_id",
            "guild_id",
            "member",
            "emoji",
            "burst",
            "type");
        gateway.People.ChangePresence(guild, who, "idle");
        Assert.Equal("idle", (await client.ExpectAsync("PRESENCE_UPDATE")).Data.GetProperty("status").GetString());
        gateway.People.MoveToVoice(guild, who, guild.VoiceChannels[0]);
        Has(
            (await client.ExpectAsync("VOICE_STATE_UPDATE")).Data,
            "guild_id",
            "channel_id",
            "user_id",
            "member",
            "session_id",
            "deaf",
            "mute",
            "self_deaf",
            "self_mute",
            "self_video",
            "suppress",
            "request_to_speak_timestamp");
        gateway.People.MoveToVoice(guild, who, null);
        Assert.Equal(JsonValueKind.Null, (await client.ExpectAsync("VOICE_STATE_UPDATE")).Data.GetProperty("channel_id").ValueKind);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Member_request_is_answered_in_chunks()
    {
        await using var gateway = await SimulatedGateway.StartAsync(AllIntents with { PeoplePerGuild = 2500 });
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.All);
        var guild = gateway.World.Guilds[0];
        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{guild.Id}}}","query":"","limit":0,"presences":true,"nonce":"n"}}""");
        int members = 0;
        for (int index = 0; index < 3; index++)
        {
            var chunk = (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data;
            Assert.Equal(
                (index, 3, "n"),
                (
                    chunk.GetProperty("chunk_index").GetInt32(),
                    chunk.GetProperty("chunk_count").GetInt32(),
                    chunk.GetProperty("nonce").GetString()));
            members += chunk.GetProperty("members").GetArrayLength();
        }

        Assert.Equal(2501, members);
        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":{{{guild.Id}}},"user_ids":["{{{guild.People[0].User.Id}}}","1"]}}""");
        var found = (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data;
        Assert.Equal((1, "1"), (found.GetProperty("members").GetArrayLength(), found.GetProperty("not_found")[0].GetString()));
        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{guild.Id}}}","query":"ada","limit":5}}""");
        Assert.Equal(5, (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data.GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Gateway_answers_voice_sound_and_channel_requests()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        await client.SendAsync($$$"""{"op":4,"d":{"guild_id":"{{{guild.Id}}}","channel_id":"{{{guild.VoiceChannels[0].Id}}}","self_mute":true,"self_deaf":false}}""");
        Assert.True((await client.ExpectAsync("VOICE_STATE_UPDATE")).Data.GetProperty("self_mute").GetBoolean());
        Has((await client.ExpectAsync("VOICE_SERVER_UPDATE")).Data, "token", "guild_id", "endpoint");
        await client.SendAsync($$$"""{"op":4,"d":{"guild_id":"{{{guild.Id}}}","channel_id":null,"self_mute":false,"self_deaf":false}}""");
        await client.ExpectAsync("VOICE_STATE_UPDATE");
        await client.SendAsync($$$"""{"op":31,"d":{"guild_ids":["{{{guild.Id}}}"]}}""");
        await client.ExpectAsync("SOUNDBOARD_SOUNDS");
        await client.SendAsync($$$"""{"op":43,"d":{"guild_id":"{{{guild.Id}}}","fields":["status"]}}""");
        Assert.Equal(
            ["id", "status"],
            (await client.ExpectAsync("CHANNEL_INFO")).Data.GetProperty("channels")[0].EnumerateObject().Select(field => field.Name));
        await client.SendAsync("""{"op":3,"d":{"since":null,"activities":[],"status":"dnd","afk":false}}""");
        Assert.Contains("dnd", (await gateway.WaitForPayloadAsync(Opcode.PresenceUpdate)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_to_an_unknown_channel_is_ignored()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        foreach (
            string channel in new[]
            {
                "1",
                "0",
                guild.TextChannels[0].Id.ToString(),
                gateway.World.Guilds[1].VoiceChannels[0].Id.ToString(),
            })
        {
            await client.SendAsync(
                $$$"""{"op":4,"d":{"guild_id":"{{{guild.Id}}}","channel_id":"{{{channel}}}","self_mute":false,"self_deaf":false}}""");
            await client.HeartbeatAsync();
            await client.ExpectAsync(Opcode.HeartbeatAck);
        }

        Assert.Null(guild.Members[0].VoiceChannelId);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Same_seed_gives_the_same_world()
    {
        await using var one = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 3, Seed = 5 });
        await using var two = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 3, Seed = 5 });
        await using var other = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 3, Seed = 6 });
        Assert.Equal(Ids(one), Ids(two));
        Assert.NotEqual(Ids(one), Ids(other));
        Assert.Equal([0, 1, 2], one.World.Guilds.Select(guild => guild.ShardOf(3)).Order());
    }

    private static string Ids(SimulatedGateway gateway) =>
        string.Join(',', gateway.World.Guilds.SelectMany(guild => guild.Members.Select(member => member.User.Id).Append(guild.Id)));

    private static void Has(JsonElement element, params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True(element.TryGetProperty(name, out _), $"'{name}' is missing in {element}");
        }
    }
}
