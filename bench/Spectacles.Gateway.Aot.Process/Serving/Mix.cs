using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// Events as a shard of some busy guilds receives them: mostly messages and presences, of some 1 KB on average, never one like another. The
/// same for each seed.
/// </summary>
internal sealed class Mix(int seed)
{
    private static readonly string[] Words =
        ("the a server is was with for and bot role channel please thanks lol ok yes no when where new update game stream music "
        + "play tonight tomorrow who what this that from about think good great fixed broken error again later everyone here "
        + "anyone know how why because message pinned event raid boss level guild member").Split(' ');
    private static readonly string[] Statuses = ["online", "idle", "dnd", "offline"];
    private readonly Random random = new(seed);
    private long lastId = 1_410_000_000_000_000_000;

    /// <summary>The whole gateway message.</summary>
    public byte[] Next(long sequence)
    {
        string guild = Id(840_000_000_000_000_000, 40);
        var (name, data) = random.Next(100) switch
        {
            < 40 => ("MESSAGE_CREATE", Message(guild)),
            < 48 => ("MESSAGE_UPDATE", Message(guild)),
            < 74 => ("PRESENCE_UPDATE", Presence(guild)),
            < 82 => ("TYPING_START", $$$"""{"user_id":"{{{User()}}}","timestamp":{{{1_780_000_000 + sequence}}},"member":{{{Member(true)}}},"channel_id":"{{{Channel()}}}","guild_id":"{{{guild}}}"}"""),
            < 88 => ("VOICE_STATE_UPDATE", $$$"""{"member":{{{Member(true)}}},"user_id":"{{{User()}}}","suppress":false,"session_id":"{{{Hash()}}}","self_video":false,"self_mute":{{{Flag()}}},"self_deaf":false,"request_to_speak_timestamp":null,"mute":false,"guild_id":"{{{guild}}}","deaf":false,"channel_id":"{{{Channel()}}}"}"""),
            < 93 => ("MESSAGE_REACTION_ADD", $$$"""{"user_id":"{{{User()}}}","type":0,"message_id":"{{{NextId()}}}","message_author_id":"{{{User()}}}","member":{{{Member(true)}}},"emoji":{"name":"\ud83d\udc4d","id":null},"channel_id":"{{{Channel()}}}","burst":false,"guild_id":"{{{guild}}}"}"""),
            < 96 => ("MESSAGE_DELETE", $$$"""{"id":"{{{NextId()}}}","channel_id":"{{{Channel()}}}","guild_id":"{{{guild}}}"}"""),
            _ => ("GUILD_MEMBER_UPDATE", $$$"""{"user":{{{Author()}}},"roles":[{{{Roles()}}}],"premium_since":null,"pending":false,"nick":"{{{Word()}}}","joined_at":"{{{Time()}}}","flags":0,"communication_disabled_until":null,"avatar":null,"guild_id":"{{{guild}}}"}"""),
        };
        return Encoding.UTF8.GetBytes($$$"""{"t":"{{{name}}}","s":{{{sequence}}},"op":0,"d":{{{data}}}}""");
    }

    /// <summary>The whole GUILD_CREATE of a guild with as many members as this size needs.</summary>
    public byte[] Guild(long sequence, int bytes)
    {
        var members = new StringBuilder();
        while (members.Length < bytes)
        {
            members.Append(members.Length == 0 ? "" : ",").Append(Member(true));
        }

        string name = Word();
        return Encoding.UTF8.GetBytes($$$"""{"t":"GUILD_CREATE","s":{{{sequence}}},"op":0,"d":{"id":"{{{NextId()}}}","name":"{{{name}}}","owner_id":"{{{User()}}}","large":true,"member_count":{{{bytes / 400}}},"joined_at":"{{{Time()}}}","members":[{{{members}}}],"channels":[],"threads":[],"roles":[],"presences":[],"voice_states":[]}}""");
    }

    /// <summary>The whole INTERACTION_CREATE of a use of the slash command <c>/play</c>.</summary>
    public byte[] Interaction(long sequence, ulong id)
    {
        string member = $"{Member(true)[..^1]},\"permissions\":\"2248473465835073\",\"unusual_dm_activity_until\":null}}";
        string token = Convert.ToBase64String(Encoding.ASCII.GetBytes($"interaction:{id}:{Hash()}{Hash()}{Hash()}{Hash()}"));
        return Encoding.UTF8.GetBytes($$$"""{"t":"INTERACTION_CREATE","s":{{{sequence}}},"op":0,"d":{"version":1,"type":2,"token":"{{{token.TrimEnd('=')}}}","member":{{{member}}},"locale":"en-US","id":"{{{id}}}","guild_locale":"en-US","guild_id":"{{{Id(840_000_000_000_000_000, 40)}}}","guild":{"locale":"en-US","id":"840000000000000000","features":[]},"entitlements":[],"entitlement_sku_ids":[],"data":{"type":1,"options":[{"value":"{{{Word()}}} {{{Word()}}} {{{Word()}}}","type":3,"name":"song"},{"value":{{{random.Next(100)}}},"type":4,"name":"volume"}],"name":"play","id":"{{{NextId()}}}"},"context":0,"channel_id":"{{{Channel()}}}","channel":{"type":0,"topic":null,"rate_limit_per_user":0,"position":3,"permissions":"2248473465835073","parent_id":"{{{Channel()}}}","nsfw":false,"name":"general","last_message_id":"{{{NextId()}}}","id":"{{{Channel()}}}","guild_id":"840000000000000000","flags":0},"authorizing_integration_owners":{"0":"840000000000000000"},"attachment_size_limit":10485760,"application_id":"830000000000000001","app_permissions":"2248473465835073"}}""");
    }

    private string Message(string guild)
    {
        var text = new StringBuilder();
        for (int words = random.Next(1, 40); words > 0; words--)
        {
            text.Append(Word()).Append(' ');
        }

        string attachments = random.Next(12) == 0
            ? $$$"""{"width":1280,"url":"https://cdn.discordapp.com/attachments/{{{Channel()}}}/{{{NextId()}}}/{{{Hash()}}}.png?ex={{{Hash()}}}&is={{{Hash()}}}&hm={{{Hash()}}}{{{Hash()}}}&","size":{{{random.Next(1_000, 900_000)}}},"proxy_url":"https://media.discordapp.net/attachments/{{{Channel()}}}/{{{NextId()}}}/{{{Hash()}}}.png","id":"{{{NextId()}}}","height":720,"filename":"{{{Word()}}}.png","content_type":"image/png"}"""
            : "";
        string embeds = random.Next(10) == 0
            ? $$$"""{"type":"rich","title":"{{{Word()}}} {{{Word()}}}","description":"{{{text}}}","color":{{{random.Next(0xFFFFFF)}}},"fields":[{"value":"{{{Word()}}} {{{Word()}}}","name":"{{{Word()}}}","inline":true},{"value":"{{{random.Next()}}}","name":"{{{Word()}}}","inline":true}],"footer":{"text":"{{{Word()}}}"}}"""
            : "";
        string mentions = random.Next(8) == 0 ? $$$"""{"username":"{{{Word()}}}{{{random.Next(99)}}}","public_flags":0,"member":{{{Member(false)}}},"id":"{{{User()}}}","global_name":null,"discriminator":"0","avatar_decoration_data":null,"avatar":"{{{Hash()}}}"}""" : "";
        return $$$"""{"type":0,"tts":false,"timestamp":"{{{Time()}}}","pinned":false,"nonce":"{{{NextId()}}}","mentions":[{{{mentions}}}],"mention_roles":[],"mention_everyone":false,"member":{{{Member(false)}}},"id":"{{{NextId()}}}","flags":0,"embeds":[{{{embeds}}}],"edited_timestamp":null,"content":"{{{text}}}","components":[],"channel_type":0,"channel_id":"{{{Channel()}}}","author":{{{Author()}}},"attachments":[{{{attachments}}}],"guild_id":"{{{guild}}}"}""";
    }

    private string Presence(string guild)
    {
        string activity = random.Next(2) == 0
            ? $$$"""{"type":0,"timestamps":{"start":{{{1_780_000_000_000 + random.Next()}}}},"name":"{{{Word()}}} {{{Word()}}}","id":"{{{Hash()}}}","details":"{{{Word()}}} {{{Word()}}} {{{Word()}}}","state":"{{{Word()}}}","created_at":{{{1_780_000_000_000 + random.Next()}}},"assets":{"large_image":"mp:external/{{{Hash()}}}/https/{{{Word()}}}.example/{{{Hash()}}}.png","large_text":"{{{Word()}}}"},"application_id":"{{{User()}}}"}"""
            : $$$"""{"type":4,"state":"{{{Word()}}} {{{Word()}}}","name":"Custom Status","id":"custom","created_at":{{{1_780_000_000_000 + random.Next()}}}}""";
        string status = Statuses[random.Next(Statuses.Length)];
        return $$$"""{"user":{"id":"{{{User()}}}"},"status":"{{{status}}}","processed_at_timestamp":{{{1_780_000_000_000 + random.Next()}}},"guild_id":"{{{guild}}}","game":{{{activity}}},"client_status":{"desktop":"{{{status}}}"},"broadcast":null,"activities":[{{{activity}}}]}""";
    }

    private string Member(bool withUser) => $$$"""{{{{(withUser ? $"\"user\":{Author()}," : "")}}}"roles":[{{{Roles()}}}],"premium_since":null,"pending":false,"nick":{{{(random.Next(3) == 0 ? $"\"{Word()}\"" : "null")}}},"mute":false,"joined_at":"{{{Time()}}}","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null}""";

    private string Author() => $$$"""{"username":"{{{Word()}}}{{{random.Next(999)}}}","public_flags":{{{random.Next(4) * 64}}},"primary_guild":null,"id":"{{{User()}}}","global_name":"{{{Word()}}}","display_name_styles":null,"discriminator":"0","collectibles":null,"clan":null,"avatar_decoration_data":null,"avatar":"{{{Hash()}}}"}""";

    private string Roles() => string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Id(810_000_000_000_000_000, 400)}\""));

    private string Word() => Words[random.Next(Words.Length)];

    private string User() => Id(830_000_000_000_000_000, 20_000);

    private string Channel() => Id(820_000_000_000_000_000, 300);

    private string Id(long first, int count) => (first + (random.Next(count) * 7_919_331L)).ToString(CultureInfo.InvariantCulture);

    private string NextId() => (lastId += random.Next(1, 1 << 24)).ToString(CultureInfo.InvariantCulture);

    private string Flag() => random.Next(2) == 0 ? "true" : "false";

    private string Hash() => $"{random.NextInt64():x16}{random.NextInt64():x16}";

    private string Time() =>
        $"2026-0{random.Next(1, 9)}-{random.Next(10, 28)}T{random.Next(10, 23)}:{random.Next(10, 59)}:{random.Next(10, 59)}"
        + $".{random.Next(100, 999)}000+00:00";
}
