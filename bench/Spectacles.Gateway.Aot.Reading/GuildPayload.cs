using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Reading;

/// <summary>The d of a GUILD_CREATE with every field that Discord sends. The same numbers give the same text.</summary>
public sealed class GuildPayload
{
    private const string PrimaryGuild =
        """{"tag":"GUILD","identity_guild_id":"810000000000000000","identity_enabled":true,"badge":"0123456789abcdef0123456789abcdef"}""";

    private const string AvatarDecoration =
        """{"sku_id":"1144058522808614923","expires_at":null,"asset":"a_8b5d1e0123456789abcdef0123456789ab"}""";

    private const ulong FirstId = 810_000_000_000_000_000;
    private static readonly string[] Names = ["ada", "blaise", "chidi", "dorothy", "edsger", "françoise", "grace", "hedy", "ivan", "jun"];

    private readonly StringBuilder json = new();
    private readonly int roles;
    private readonly int members;

    /// <summary>The sizes of the lists. Two of three members have a presence.</summary>
    public GuildPayload(int roles, int channels, int emojis, int members)
    {
        this.roles = roles;
        this.members = members;
        Write($$"""{"voice_states":{{List(members / 50, VoiceState)}},"version":1764000000000,"verification_level":2,"vanity_url_code":null,"unavailable":false""");
        Write($$""","threads":{{List(channels / 20, Thread)}},"system_channel_id":"{{Channel(1)}}","system_channel_flags":0,"stickers":[],"stage_instances":[],"splash":null""");
        Write($$""","soundboard_sounds":[],"safety_alerts_channel_id":null,"rules_channel_id":"{{Channel(0)}}","roles":{{List(roles, Role)}},"region":"deprecated","application_command_counts":{}""");
        Write($$""","public_updates_channel_id":"{{Channel(0)}}","presences":{{List(members * 2 / 3, Presence)}},"premium_tier":2,"premium_subscription_count":9""");
        Write(""","premium_progress_bar_enabled":false,"preferred_locale":"en-US","owner_id":"830000000000000000","nsfw_level":0,"nsfw":false,"name":"A guild","mfa_level":1""");
        Write($$""","members":{{List(members, Member)}},"member_count":{{members}},"max_video_channel_users":25,"max_stage_video_channel_users":50,"max_presences":null""");
        Write(""","max_members":500000,"lazy":true,"latest_onboarding_question_id":null,"large":false,"joined_at":"2021-02-03T04:05:06.789000+00:00","inventory_settings":null""");
        Write($$""","incidents_data":null,"id":"{{FirstId}}","icon":"a_0123456789abcdef0123456789abcdef","hub_type":null,"home_header":null,"guild_scheduled_events":[]""");
        Write(""","features":["COMMUNITY","NEWS","ANIMATED_ICON","INVITE_SPLASH","SOUNDBOARD"],"explicit_content_filter":2""");
        Write($$""","emojis":{{List(emojis, Emoji)}},"embedded_activities":[],"discovery_splash":null,"description":null,"default_message_notifications":1""");
        Write($$""","channels":{{List(channels, TextOrVoice)}},"banner":null,"application_id":null,"afk_timeout":300,"afk_channel_id":null}""");
        Utf8 = Encoding.UTF8.GetBytes(json.ToString());
    }

    public byte[] Utf8 { get; }

    private static string Channel(int number) => Text($"{820_000_000_000_000_000 + (ulong)number}");

    private static string User(int number) => Text($"{830_000_000_000_000_000 + (ulong)number}");

    private string RoleId(int number) => Text($"{FirstId + (ulong)(number % roles)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string List(int count, Func<int, string> item) => $"[{string.Join(',', Enumerable.Range(0, count).Select(item))}]";

    private void Write(string text) => json.Append(text);

    private string Role(int number) => $$"""
        {"version":1764000000000,"unicode_emoji":null,"tags":{{{(number % 7 == 3 ? "\"bot_id\":\"" + User(number) + "\"" : "")}}},"position":{{number}},"permissions":"2248473465835073","name":"{{(number == 0 ? "@everyone" : Names[number % Names.Length] + "'s team")}}","mentionable":{{Json(number % 3 == 0)}},"managed":false,"id":"{{RoleId(number)}}","icon":null,"hoist":{{Json(number % 5 == 0)}},"flags":0,"colors":{"tertiary_color":null,"secondary_color":null,"primary_color":{{3_447_003 + number}}},"color":{{3_447_003 + number}}}
        """;

    private string TextOrVoice(int number) => number % 4 == 3 ? $$"""
        {"version":1764000000000,"user_limit":{{number % 10}},"type":2,"rtc_region":null,"rate_limit_per_user":0,"position":{{number}},"permission_overwrites":{{Overwrites(number)}},"parent_id":"{{Channel(number / 10 * 10)}}","nsfw":false,"name":"🔊 Lounge {{number}}","last_message_id":null,"id":"{{Channel(number)}}","icon_emoji":{"name":"🎙️","id":null},"flags":0,"bitrate":64000}
        """ : $$"""
        {"version":1764000000000,"type":{{(number % 10 == 0 ? 4 : 0)}},"topic":"What is said here about number {{number}}, and \"nothing\" else.","theme_color":null,"rate_limit_per_user":0,"position":{{number}},"permission_overwrites":{{Overwrites(number)}},"parent_id":"{{Channel(number / 10 * 10)}}","nsfw":false,"name":"general-{{number}}","last_pin_timestamp":"2026-08-24T12:00:00+00:00","last_message_id":"{{1_410_000_000_000_000_000 + number}}","id":"{{Channel(number)}}","icon_emoji":null,"flags":0}
        """;

    private string Overwrites(int number) =>
        List(
            number % 4,
            index => $$"""{"type":{{index % 2}},"id":"{{RoleId(number + index)}}","deny":"1024","allow":"{{(index * 2048)}}"}""");

    private string Thread(int number) => $$"""
        {"type":11,"total_message_sent":{{number * 3}},"thread_metadata":{"locked":false,"create_timestamp":"2026-08-01T10:00:00.123000+00:00","auto_archive_duration":4320,"archived":false,"archive_timestamp":"2026-08-01T10:00:00.123000+00:00"},"rate_limit_per_user":0,"parent_id":"{{Channel(number + 1)}}","owner_id":"{{User(number)}}","name":"thread {{number}}","message_count":{{number * 3}},"member_count":{{number + 1}},"last_message_id":"{{1_410_000_000_000_100_000 + number}}","id":"{{Channel(10_000 + number)}}","guild_id":"{{FirstId}}","flags":0}
        """;

    private string Emoji(int number) => $$"""
        {"version":1764000000000,"roles":[],"require_colons":true,"name":"{{Names[number % Names.Length].Replace("ç", "c", StringComparison.Ordinal)}}_{{number}}","managed":false,"id":"{{850_000_000_000_000_000 + number}}","available":true,"animated":{{Json(number % 4 == 0)}}}
        """;

    private string Member(int number) => $$"""
        {"user":{"username":"{{Names[number % Names.Length]}}_{{number}}","public_flags":{{number % 3 * 64}},"primary_guild":{{(number % 8 == 0 ? PrimaryGuild : "null")}},"id":"{{User(number)}}","global_name":"{{Names[number % Names.Length]}} №{{number}}","display_name_styles":null,"display_name":"{{Names[number % Names.Length]}}","discriminator":"0","collectibles":null,"bot":{{Json(number % 40 == 1)}},"avatar_decoration_data":{{(number % 9 == 0 ? AvatarDecoration : "null")}},"avatar":"0123456789abcdef0123456789abcdef"},"roles":{{List(number % 5, index => $"\"{RoleId(number + index)}\"")}},"premium_since":null,"pending":false,"nick":{{(number % 3 == 0 ? "\"the " + Names[number % Names.Length] + "\"" : "null")}},"mute":false,"joined_at":"2021-02-03T04:05:06.789000+00:00","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null}
        """;

    private string Presence(int number) => $$"""
        {"user":{"id":"{{User(number)}}"},"status":"{{(number % 3 == 0 ? "idle" : "online")}}","processed_at_timestamp":0,"game":null,"client_status":{"{{(number % 4 == 0 ? "mobile" : "desktop")}}":"online"},"activities":{{List(number % 3, index => index == 0 ? PresencePayload.Custom : PresencePayload.Game)}}}
        """;

    private string VoiceState(int number) => $$"""
        {"user_id":"{{User(number)}}","suppress":false,"session_id":"0123456789abcdef0123456789abcdef","self_video":false,"self_stream":false,"self_mute":{{Json(number % 2 == 0)}},"self_deaf":false,"request_to_speak_timestamp":null,"mute":false,"deaf":false,"channel_id":"{{Channel(3 + (number % members * 4))}}"}
        """;

    private static string Json(bool value) => value ? "true" : "false";
}
