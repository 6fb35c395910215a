using System.Text;

namespace Spectacles.Gateway.Reading;

/// <summary>The d of a PRESENCE_UPDATE: a user with a game and a custom status.</summary>
public static class PresencePayload
{
    public const string Custom =
        """{"type":4,"state":"not \"here\" 🌙","name":"Custom Status","id":"custom","emoji":{"name":"🌙"},"created_at":1772389800000}""";

    public const string Game = """
        {"type":0,"timestamps":{"start":1772389800000},"state":"In a lobby","session_id":"0123456789abcdef0123456789abcdef","name":"A Game","id":"abcdef0123456789","flags":1,"details":"Ranked, level 12","created_at":1772389801000,"assets":{"small_text":"Level 12","small_image":"860000000000000002","large_text":"The old map","large_image":"860000000000000001"},"application_id":"860000000000000000"}
        """;

    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes($$$"""
        {"user":{"id":"830000000000000007"},"status":"dnd","processed_at_timestamp":0,"guild_id":"840000000000000001","game":{{{Game}}},"client_status":{"desktop":"dnd","mobile":"idle"},"broadcast":null,"activities":[{{{Custom}}},{{{Game}}}]}
        """);
}
