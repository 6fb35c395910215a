using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// What a bot of some guilds receives: messages, presences, typing and reactions by a few hundred users, whose ids, names and texts are at
/// random and come again, the keys in Discord's order. 0.9 KB each; compressed 160 to 200 bytes.
/// </summary>
internal sealed class MixedCorpus
{
    private const int Users = 400;
    private const int Channels = 60;

    private static readonly string[] Words =
        ("the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not "
        + "what all were we when your can said there use an each which she do how their if will up other about out many then "
        + "them these so some her would make like him into time has look two more write go see number no way could people my "
        + "than first water been call who oil its now find long down day did get come made may part over new sound take only "
        + "little work know place year live").Split(' ');

    private readonly Random random = new(1);
    private readonly string[] users;
    private readonly string[] members;
    private readonly string[] channels;
    private long now = 1410000000000000000;

    public MixedCorpus()
    {
        string[] roles = [.. Enumerable.Range(0, 80).Select(_ => Id())];
        string[] guilds = [.. Enumerable.Range(0, 20).Select(_ => Id())];
        channels =
        [
            .. Enumerable.Range(0, Channels).Select(
                channel => $"\"channel_id\":\"{Id()}\",\"guild_id\":\"{guilds[channel % guilds.Length]}\""),
        ];
        users = [.. Enumerable.Range(0, Users).Select(_ => User())];
        members =
        [
            .. Enumerable.Range(0, Users).Select(
                user =>
                    Member(user, string.Join(',', Enumerable.Range(0, user % 5).Select(role => $"\"{roles[((user * 7) + role) % 80]}\"")))),
        ];
    }

    public byte[][] Messages(int count) => [.. Enumerable.Range(0, count).Select(sequence => Encoding.UTF8.GetBytes(Message(sequence)))];

    private string Message(int sequence)
    {
        int user = Math.Min(random.Next(Users), random.Next(Users));
        string channel = channels[Math.Min(random.Next(Channels), random.Next(Channels))];
        now += random.Next(1 << 26);
        return random.Next(100) switch
        {
            < 55 => $$$"""{"t":"MESSAGE_CREATE","s":{{{sequence}}},"op":0,"d":{"type":0,"tts":false,"timestamp":"2026-08-24T12:{{{sequence / 60 % 60:00}}}:{{{sequence % 60:00}}}.{{{random.Next(1000):000}}}000+00:00","pinned":false,"nonce":"{{{now + 12345}}}","mentions":[],"mention_roles":[],"mention_everyone":false,"member":{{{members[user]}}},"id":"{{{now}}}","flags":0,"embeds":[],"edited_timestamp":null,"content":"{{{Text()}}}","components":[],"channel_type":0,"author":{{{users[user]}}},"attachments":[],{{{channel}}}}}""",
            < 75 => $$$"""{"t":"PRESENCE_UPDATE","s":{{{sequence}}},"op":0,"d":{"user":{{{users[user]}}},"status":"{{{(random.Next(2) == 0 ? "online" : "idle")}}}","client_status":{"desktop":"online","mobile":"idle"},"broadcast":null,"activities":[{"type":4,"state":"{{{Text()}}}","name":"Custom Status","id":"custom","created_at":{{{Time()}}}},{"type":0,"timestamps":{"start":{{{Time()}}}},"state":"In a match","name":"Some Game {{{user % 12}}}","id":"{{{Hex()[..16]}}}","details":"Ranked, level {{{random.Next(100)}}}","created_at":{{{Time()}}},"assets":{"small_text":"Rank","small_image":"{{{Id()}}}","large_text":"Map","large_image":"{{{Id()}}}"}}],{{{channel}}}}}""",
            < 90 => $$$"""{"t":"TYPING_START","s":{{{sequence}}},"op":0,"d":{"timestamp":{{{1756000000 + sequence}}},"member":{"user":{{{users[user]}}},{{{members[user][1..]}}},{{{channel}}}}}""",
            _ => $$$"""{"t":"MESSAGE_REACTION_ADD","s":{{{sequence}}},"op":0,"d":{"type":0,"message_id":"{{{now - random.Next(1 << 28)}}}","member":{"user":{{{users[user]}}},{{{members[user][1..]}}},"emoji":{"name":"👍","id":null},"burst":false,{{{channel}}}}}""",
        };
    }

    private string User()
    {
        string name = $"{Words[random.Next(Words.Length)]}{Words[random.Next(Words.Length)]}{random.Next(100)}";
        return $$"""{"username":"{{name}}","public_flags":{{random.Next(2) * 64}},"primary_guild":null,"id":"{{Id()}}","global_name":"{{name}}","display_name_styles":null,"discriminator":"0","collectibles":null,"clan":null,"avatar_decoration_data":null,"avatar":"{{Hex()}}"}""";
    }

    private string Member(int user, string roles) =>
        $$"""{"roles":[{{roles}}],"premium_since":null,"pending":false,"nick":null,"mute":false,"joined_at":"20{{16 + (user % 10)}}-0{{random.Next(1, 10)}}-{{random.Next(10, 29)}}T{{random.Next(10, 24)}}:{{random.Next(10, 60)}}:{{random.Next(10, 60)}}.{{random.Next(100, 1000)}}000+00:00","flags":0,"deaf":false,"communication_disabled_until":null,"banner":null,"avatar":null}""";

    private string Text() =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(1 + random.Next(30))).Select(_ => Words[random.Next(Words.Length)]));

    private string Id() => (100000000000000000 + random.NextInt64(1300000000000000000)).ToString(CultureInfo.InvariantCulture);

    private long Time() => 1756000000000 + random.Next();

    private string Hex() => $"{random.NextInt64():x16}{random.NextInt64():x16}";
}
