using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class IntentTests
{
    private const string Guild = "\"guild_id\":\"";

    /// <summary>
    /// Every documented event with the intents that deliver it in a guild and in a direct message, as bit sets; 0 means that it is always
    /// arrives.
    /// </summary>
    public static TheoryData<string, long, long> Events
    {
        get
        {
            var data = new TheoryData<string, long, long>();
            void Add(long inGuild, long direct, params string[] names) => Array.ForEach(names, name => data.Add(name, inGuild, direct));
            Add(
                0,
                0,
                "RATE_LIMITED",
                "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
                "CHANNEL_INFO",
                "ENTITLEMENT_CREATE",
                "ENTITLEMENT_UPDATE",
                "ENTITLEMENT_DELETE");
            Add(
                0,
                0,
                "SUBSCRIPTION_CREATE",
                "SUBSCRIPTION_UPDATE",
                "SUBSCRIPTION_DELETE",
                "SOUNDBOARD_SOUNDS",
                "GUILD_MEMBERS_CHUNK",
                "INTERACTION_CREATE",
                "USER_UPDATE",
                "VOICE_SERVER_UPDATE");
            Add(0, 0, "GUILD_JOIN_REQUEST_CREATE", "READY", "RESUMED");
            Add(
                1,
                1,
                "GUILD_CREATE",
                "GUILD_UPDATE",
                "GUILD_DELETE",
                "GUILD_ROLE_CREATE",
                "GUILD_ROLE_UPDATE",
                "GUILD_ROLE_DELETE",
                "CHANNEL_CREATE",
                "CHANNEL_UPDATE",
                "CHANNEL_DELETE");
            Add(1, 4096, "CHANNEL_PINS_UPDATE");
            Add(
                1,
                1,
                "THREAD_CREATE",
                "THREAD_UPDATE",
                "THREAD_DELETE",
                "THREAD_LIST_SYNC",
                "THREAD_MEMBER_UPDATE",
                "STAGE_INSTANCE_CREATE",
                "STAGE_INSTANCE_UPDATE",
                "STAGE_INSTANCE_DELETE");
            Add(1, 1, "VOICE_CHANNEL_STATUS_UPDATE", "VOICE_CHANNEL_START_TIME_UPDATE");
            Add(3, 3, "THREAD_MEMBERS_UPDATE");
            Add(2, 2, "GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE");
            Add(4, 4, "GUILD_AUDIT_LOG_ENTRY_CREATE", "GUILD_BAN_ADD", "GUILD_BAN_REMOVE");
            Add(
                8,
                8,
                "GUILD_EMOJIS_UPDATE",
                "GUILD_STICKERS_UPDATE",
                "GUILD_SOUNDBOARD_SOUND_CREATE",
                "GUILD_SOUNDBOARD_SOUND_UPDATE",
                "GUILD_SOUNDBOARD_SOUND_DELETE",
                "GUILD_SOUNDBOARD_SOUNDS_UPDATE");
            Add(16, 16, "GUILD_INTEGRATIONS_UPDATE", "INTEGRATION_CREATE", "INTEGRATION_UPDATE", "INTEGRATION_DELETE");
            Add(32, 32, "WEBHOOKS_UPDATE");
            Add(64, 64, "INVITE_CREATE", "INVITE_DELETE");
            Add(128, 128, "VOICE_STATE_UPDATE", "VOICE_CHANNEL_EFFECT_SEND");
            Add(256, 256, "PRESENCE_UPDATE");
            Add(512, 4096, "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE");
            Add(512, 512, "MESSAGE_DELETE_BULK");
            Add(
                1024,
                8192,
                "MESSAGE_REACTION_ADD",
                "MESSAGE_REACTION_REMOVE",
                "MESSAGE_REACTION_REMOVE_ALL",
                "MESSAGE_REACTION_REMOVE_EMOJI");
            Add(2048, 16384, "TYPING_START");
            Add(
                65536,
                65536,
                "GUILD_SCHEDULED_EVENT_CREATE",
                "GUILD_SCHEDULED_EVENT_UPDATE",
                "GUILD_SCHEDULED_EVENT_DELETE",
                "GUILD_SCHEDULED_EVENT_USER_ADD",
                "GUILD_SCHEDULED_EVENT_USER_REMOVE");
            Add(1 << 20, 1 << 20, "AUTO_MODERATION_RULE_CREATE", "AUTO_MODERATION_RULE_UPDATE", "AUTO_MODERATION_RULE_DELETE");
            Add(1 << 21, 1 << 21, "AUTO_MODERATION_ACTION_EXECUTION");
            Add(1 << 24, 1 << 25, "MESSAGE_POLL_VOTE_ADD", "MESSAGE_POLL_VOTE_REMOVE");
            return data;
        }
    }

    [Fact]
    public async Task Every_event_is_delivered_to_exactly_its_documented_intents()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged, MaxConcurrency = 64 });
        var clients = new List<RawClient>();
        GatewayIntents[] bits =
        [
            .. Enum.GetValues<GatewayIntents>().Where(intent => System.Numerics.BitOperations.PopCount((ulong)intent) <= 1),
        ];
        for (int index = 0; index < bits.Length; index++)
        {
            clients.Add(await RawClient.WaitForReadyAsync(gateway, bits[index], index, bits.Length));
        }

        var sessions = gateway.Sessions.ToDictionary(session => session.Intents);
        string guild = Guild + gateway.World.Guilds[0].Id + "\",\"id\":\"" + gateway.World.Guilds[0].Id + "\"";
        // THREAD_MEMBERS_UPDATE is delivered with GUILDS only if it is about the bot.
        string removed = $"\"removed_member_ids\":[\"{gateway.World.Bot.Id}\"]";
        int events = 0;
        foreach (var row in Events)
        {
            (string name, long inGuild, long direct) = row.Data;
            foreach (var intent in bits)
            {
                Assert.Equal(
                    (name, intent, inGuild == 0 || (inGuild & (long)intent) != 0),
                    (name, intent, sessions[intent].Dispatch(name, $"{{{guild},{removed}}}")));
                Assert.Equal(
                    (name, intent, direct == 0 || (direct & (long)intent) != 0),
                    (name, intent, sessions[intent].Dispatch(name, $"{{\"channel_id\":\"1\",{removed}}}")));
            }

            events++;
        }

        Assert.Equal(80, events);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Update_of_the_bot_is_delivered_without_the_members_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.None);
        string guild = gateway.World.Guilds[0].Id.ToString();
        Assert.Equal(0, gateway.Dispatch("GUILD_MEMBER_UPDATE", $$$"""{"guild_id":"{{{guild}}}","user":{"id":"1"}}"""));
        Assert.Equal(
            1, gateway.Dispatch("GUILD_MEMBER_UPDATE", $$$"""{"guild_id":"{{{guild}}}","user":{"id":"{{{gateway.World.Bot.Id}}}"}}"""));
    }

    [Theory]
    [InlineData("added_members", "[{\"user_id\":\"USER\"}]")]
    [InlineData("removed_member_ids", "[\"USER\"]")]
    public async Task Change_of_thread_members_without_their_intent_is_delivered_only_if_it_is_about_the_bot(string field, string list)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.Guilds);
        string guild = gateway.World.Guilds[0].Id.ToString();
        foreach ((var user, int delivered) in new[] { (gateway.World.Bot.Id, 1), (gateway.World.Guilds[0].People[0].User.Id, 0) })
        {
            string users = list.Replace("USER", user.ToString(), StringComparison.Ordinal);
            Assert.Equal(
                delivered, gateway.Dispatch("THREAD_MEMBERS_UPDATE", $$"""{"guild_id":"{{guild}}","id":"7","{{field}}":{{users}}}"""));
        }
    }

    [Fact]
    public async Task Message_content_is_empty_without_its_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        string guild = gateway.World.Guilds[0].Id.ToString();
        gateway.Dispatch("MESSAGE_CREATE", $$$"""{"guild_id":"{{{guild}}}","content":"secret","embeds":[{}],"attachments":[{}],"components":[{}],"poll":{},"id":"7","author":{"id":"1"},"mentions":[],"referenced_message":{"content":"older","author":{"id":"2"}} }""");
        var message = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal("", message.GetProperty("content").GetString());
        Assert.Equal(
            0,
            message.GetProperty("embeds")
                .GetArrayLength() + message.GetProperty("attachments")
                .GetArrayLength() + message.GetProperty("components")
                .GetArrayLength());
        Assert.False(message.TryGetProperty("poll", out _));
        Assert.Equal("7", message.GetProperty("id").GetString());
        Assert.Equal("", message.GetProperty("referenced_message").GetProperty("content").GetString());

        gateway.Dispatch(
            "AUTO_MODERATION_ACTION_EXECUTION",
            $$$"""{"guild_id":"{{{guild}}}","content":"secret","matched_content":"secret","rule_id":"3"}""");
        var execution = (await client.ExpectAsync("AUTO_MODERATION_ACTION_EXECUTION")).Data;
        Assert.Equal("", execution.GetProperty("content").GetString());
        Assert.Equal(JsonValueKind.Null, execution.GetProperty("matched_content").ValueKind);
    }

    [Fact]
    public async Task Content_with_an_escaped_name_and_forwarded_content_are_emptied()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        string guild = gateway.World.Guilds[0].Id.ToString();
        gateway.Dispatch("MESSAGE_CREATE", $$$"""{"guild_id":"{{{guild}}}","\u0063ontent":"secret","\u0022\u00e9":1,"message_snapshots":[{"message":{"content":"forwarded","embeds":[{}],"flags":3}},7]}""");
        var message = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal($$$"""{"guild_id":"{{{guild}}}","content":"","\"é":1,"message_snapshots":[{"message":{"content":"","embeds":[],"flags":3}},7]}""", message.GetRawText());

        gateway.Dispatch("MESSAGE_CREATE", $$$"""{"guild_id":"{{{guild}}}","author":{"id":"{{{gateway.World.Bot.Id}}}"},"message_snapshots":[{"message":{"content":"forwarded by the bot"}}]}""");
        message = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal(
            "forwarded by the bot", message.GetProperty("message_snapshots")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Data_that_is_not_an_object_is_unchanged()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Dispatch("AUTO_MODERATION_ACTION_EXECUTION", "[7]");
        Assert.Equal("[7]", (await client.ExpectAsync("AUTO_MODERATION_ACTION_EXECUTION")).Data.GetRawText());
    }

    [Fact]
    public async Task Content_of_direct_messages_own_messages_and_mentions_is_kept()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        gateway.People.SayDirectly(guild.People[1].User, "to you alone");
        Assert.Equal("to you alone", await ContentAsync(client));
        gateway.People.Say(guild, $"<@{gateway.World.Bot.Id}> ping");
        Assert.EndsWith("ping", await ContentAsync(client), StringComparison.Ordinal);
        gateway.Dispatch(
            "MESSAGE_CREATE", $$$"""{"guild_id":"{{{guild.Id}}}","content":"mine","author":{"id":"{{{gateway.World.Bot.Id}}}"}}""");
        Assert.Equal("mine", await ContentAsync(client));
    }

    [Fact]
    public async Task Content_is_kept_with_the_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent });
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.GuildMessages | GatewayIntents.MessageContent);
        gateway.People.Say(gateway.World.Guilds[0], "!ping");
        Assert.Equal("!ping", await ContentAsync(client));
    }

    private static async Task<string?> ContentAsync(RawClient client) =>
        (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("content").GetString();
}
