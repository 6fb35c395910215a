using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>The JSON of each typed command, as the documentation of Discord's has it.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(BotStatus.Online, "online")]
    [InlineData(BotStatus.DoNotDisturb, "dnd")]
    [InlineData(BotStatus.Idle, "idle")]
    [InlineData(BotStatus.Invisible, "invisible")]
    [InlineData(BotStatus.Offline, "offline")]
    public void Presence_supports_every_status(BotStatus status, string name) =>
        Assert.Equal(
            $$$"""{"op":3,"d":{"since":null,"activities":[],"status":"{{{name}}}","afk":false}}""", Json(new UpdatePresence(status)));

    [Fact]
    public void Presence_contains_the_idle_time_and_the_AFK_flag() => Assert.Equal(
        """{"op":3,"d":{"since":1767225600000,"activities":[],"status":"idle","afk":true}}""",
        Json(new UpdatePresence(BotStatus.Idle) { Afk = true, Since = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }));

    [Theory]
    [InlineData(BotActivityKind.Playing, 0)]
    [InlineData(BotActivityKind.Listening, 2)]
    [InlineData(BotActivityKind.Watching, 3)]
    [InlineData(BotActivityKind.Competing, 5)]
    public void Activity_has_a_name_and_a_type(BotActivityKind kind, int number) =>
        Assert.Equal($$"""{"name":"chess","type":{{number}}}""", Json(new BotActivity("chess", kind)));

    [Fact]
    public void Streaming_activity_has_a_URL() => Assert.Equal(
        """{"name":"chess","type":1,"url":"https://www.twitch.tv/chess"}""", Json(
            new BotActivity("chess", BotActivityKind.Streaming, new Uri("https://www.twitch.tv/chess"))));

    [Fact]
    public void Custom_status_is_written_as_state()
    {
        Assert.Equal("""{"name":"at sea","type":4,"state":"at sea"}""", Json(new BotActivity("at sea", BotActivityKind.Custom)));
        Assert.Equal(
            """{"name":"Custom Status","type":4,"state":"at sea"}""",
            Json(new BotActivity("Custom Status", BotActivityKind.Custom, State: "at sea")));
        Assert.Equal("""{"name":"chess","type":0,"state":"in the endgame"}""", Json(new BotActivity("chess", State: "in the endgame")));
    }

    [Fact]
    public void Invalid_command_is_rejected_at_construction()
    {
        Assert.Throws<ArgumentException>(() => new BotActivity(" "));
        Assert.Throws<ArgumentException>(() => new BotActivity("chess") with { Name = "" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BotActivity("chess", (BotActivityKind)7));
        Assert.Contains(
            "twitch",
            Assert.Throws<ArgumentException>(() => new BotActivity("chess", BotActivityKind.Streaming, new Uri("ftp://x"))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RequestSoundboardSounds([]));
        Assert.Contains(
            "1 to 175",
            Assert.Throws<ArgumentException>(() => new RequestSoundboardSounds(new Snowflake[176])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RequestChannelInfo(1, ChannelInfoFields.None));
    }

    [Fact]
    public void Soundboard_request_holds_as_many_guilds_as_fit_into_4096_bytes() =>
        Assert.InRange(
            new RequestSoundboardSounds(Enumerable.Repeat<Snowflake>(ulong.MaxValue, 175)).ToUtf8().Length,
            4_000,
            4_096);

    [Fact]
    public void Voice_state_update_joins_and_leaves_a_channel()
    {
        Assert.Equal(
            """{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":true,"self_deaf":false}}""",
            Json(new UpdateVoiceState(1, 2, SelfMute: true)));
        Assert.Equal(
            """{"op":4,"d":{"guild_id":"1","channel_id":null,"self_mute":false,"self_deaf":false}}""", Json(new UpdateVoiceState(1, null)));
    }

    [Fact]
    public void Soundboard_sounds_and_channel_info_requests_have_the_documented_JSON()
    {
        Assert.Equal("""{"op":31,"d":{"guild_ids":["1","2"]}}""", Json(new RequestSoundboardSounds([1, 2])));
        Assert.Equal("""{"op":43,"d":{"guild_id":"1","fields":["status","voice_start_time"]}}""", Json(new RequestChannelInfo(1)));
        Assert.Equal(
            """{"op":43,"d":{"guild_id":"1","fields":["voice_start_time"]}}""",
            Json(new RequestChannelInfo(1, ChannelInfoFields.VoiceStartTime)));
    }

    [Fact]
    public void Request_shows_what_it_asks_for_and_keeps_its_own_list()
    {
        Snowflake[] ids = [1, 2];
        var sounds = new RequestSoundboardSounds(ids);
        var members = RequestGuildMembers.ByIds(7, ids);
        ids[0] = 3;

        Assert.Equal<Snowflake>([1, 2], sounds.GuildIds);
        Assert.Equal<Snowflake>([1, 2], members.UserIds);
        Assert.Equal(new Snowflake(7), members.GuildId);
        Assert.Null(members.Query);
        var named = RequestGuildMembers.ByName(7, "wum", limit: 5);
        Assert.Equal(("wum", 5), (named.Query, named.Limit));
        Assert.Empty(named.UserIds);
    }

    private static string Json(GatewayCommand command) => Encoding.UTF8.GetString(command.ToUtf8().Span);

    private static string Json(BotActivity activity)
    {
        string json = Json(new UpdatePresence(BotStatus.Online, activity));
        return json[(json.IndexOf('[', StringComparison.Ordinal) + 1)..json.LastIndexOf(']')];
    }
}
