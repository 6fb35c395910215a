using Hostile.Tests.Server;
using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Hostile event data, sent to a bot that reads models of guilds and messages and listens to every event.</summary>
internal static class PayloadScenarios
{
    private const string Reported = "One line of kind Payload; the event is lost, the connection continues.";
    private const string Harmless = "The connection continues.";

    private static readonly Expected Delivers = Expected.Stays with { Lines = (0, 3), Events = 1 };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Message("Message 10,000 levels deep", Reported, Nested(10_000)),
        Message("Message 1,000,000 levels deep", Reported, Nested(1_000_000)),
        Of("Event name of 10 MB", Harmless, Event(new string('X', 10 << 20), "{}")),
        Of("Event name with an escaped message inside", Harmless, Json("""{"t":"{\"op\":7,\"d\":null}","s":2,"op":0,"d":{}}""")),
        new(
            "Event name with half a surrogate pair",
            "The message is unreadable: the connection is closed and the session resumed, after a growing wait.",
            Expected.Copes)
        {
            Socket = [[.. Greeting, Json("""{"t":"\ud800","s":2,"op":0,"d":{}}""")]],
        },
        Of("Event name of null", Harmless, Json("""{"t":null,"s":2,"op":0,"d":{}}""")),
        Message("Content with half a surrogate pair", Harmless, """{"id":"1","channel_id":"1","content":"\ud800"}"""),
        Message("Message without its id", Reported, "{}"),
        Message("Message whose d is a number", Reported, "5"),
        Message("Number with an exponent of a billion", Harmless, """{"id":"1","channel_id":"1","type":1e1000000000}"""),
        Message("Number of 100,000 digits", Harmless, $$"""{"id":"1","channel_id":"1","type":{{new string('9', 100_000)}}}"""),
        Message(
            "Object with 200,000 unknown fields",
            Harmless,
            $$"""{"id":"1","channel_id":"1"{{string.Concat(Enumerable.Range(0, 200_000).Select(i => $",\"x{i}\":0"))}}}"""),
        Message(
            "Same field 200,000 times",
            Harmless,
            $$"""{"id":"1","channel_id":"1"{{string.Concat(Enumerable.Repeat(",\"content\":\"x\"", 200_000))}}}"""),
        Of(
            "Guild of 25,000 empty members in 75 KB",
            "The model would take more than the budget of the message: the event is lost, the memory is bounded.",
            Event("GUILD_CREATE", Guild("members", 25_000)))
            with { Expected = Delivers with { Lines = (1, 3) } },
        Of(
            "Guild of 1,000,000 empty channels in 3 MB",
            "The model would take more than the budget of the message: the event is lost, the memory is bounded.",
            Event("GUILD_CREATE", Guild("channels", 1_000_000)))
            with { Expected = Delivers with { Lines = (1, 3), Peak = 320 } },
        new(
            "Made-up events without end",
            "Each is given to listeners of all events.",
            Expected.Stays) { Socket = [[.. Greeting, Endlessly(Event("MADE_UP", """{"a":[1,2,3]}"""))]] },
        new(
            "Unreadable messages without end",
            "Lines that repeat are counted, not repeated.",
            Expected.Stays with { Lines = (1, 10), Peak = 220 }) { Socket = [[.. Greeting, Endlessly(Event("MESSAGE_CREATE", "5"))]] },
        new(
            "Messages of changed types without end",
            "Lines that repeat are counted, not repeated.",
            Expected.Stays with { Lines = (1, 10) })
        {
            Socket =
            [
                [.. Greeting, Endlessly(Event("MESSAGE_CREATE", """{"id":"1","channel_id":"1","content":{},"type":"x","mentions":5}"""))],
            ],
        },
        new(
            "Text after the message's object",
            "The connection is closed, or the text ignored; never a loop.",
            Expected.Copes) { Socket = [[.. Greeting, Json("""{"op":0,"t":"X","s":2,"d":{}} x""")]] },
        new("Compressed event that is not UTF-8", "The connection is closed, or the event reported; never a loop.", Expected.Copes)
        {
            Socket = [[.. Greeting, Bytes(Frames.Make(Frames.Final | Frames.Binary, NotUtf8()))]],
        },
    ];

    private static Scenario Of(string name, string outcome, params Step[] attack) =>
        new(name, outcome, Delivers) { Socket = [[.. Greeting, .. attack, Counted(), Pause, Pause, Pause]] };

    private static Scenario Message(string name, string outcome, string data) => Of(name, outcome, Event("MESSAGE_CREATE", data));

    private static string Nested(int depth) =>
        $$"""{"id":"1","channel_id":"1","embeds":{{new string('[', depth)}}{{new string(']', depth)}}}""";

    private static string Guild(string list, int count) =>
        $$"""{"id":"1","name":"x","{{list}}":[{{string.Join(',', Enumerable.Repeat("{}", count))}}]}""";

    private static byte[] NotUtf8() =>
        Zlib([.. """{"op":0,"t":"MESSAGE_CREATE","s":2,"d":{"id":"1","channel_id":"1","content":"x"""u8, 0xFF, 0xFE, .. "\"}}"u8]);
}
