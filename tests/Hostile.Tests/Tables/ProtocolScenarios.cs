using Hostile.Tests.Server;
using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Messages that the gateway should not send, or not at that time.</summary>
internal static class ProtocolScenarios
{
    private const string Loop = "After each the bot connects again, with its session and after a growing wait; one line per minute.";
    private const string Ignored = "Ignored; the connection continues.";
    private const string NoInterval = "A line names the interval; the bot tries again after a growing wait.";
    private const string NoSession =
        "A line names what is missing; a new IDENTIFY after a growing wait, counted against the session start limit.";
    private const string Delivered = "The event is dispatched, the connection continues, and one line reports it.";
    private const string Kept = "The session is kept for a minute of refused resumes: none of them costs a new IDENTIFY.";

    private static readonly Step[] ReadyThenReset = [.. Greeting, Pause, Reset];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Interval("0"),
        Interval("-1"),
        Interval("1"),
        Interval("20"),
        Interval("400"),
        Interval("300001"),
        Interval("1e18"),
        Interval("1.5"),
        Interval("\"x\""),
        Interval("null"),
        Interval("true"),
        Interval("[]"),
        new(
            "HELLO without heartbeat_interval",
            NoInterval,
            Expected.Reconnects) { Socket = [[Upgrade, Json("""{"op":10,"d":{}}"""), Login]] },
        new("HELLO without d", NoInterval, Expected.Reconnects) { Socket = [[Upgrade, Json("""{"op":10}"""), Login]] },
        new(
            "heartbeat_interval of 120000.0",
            "Whole numbers are taken in any form.",
            Expected.Stays) { Socket = [[Upgrade, Json("""{"op":10,"d":{"heartbeat_interval":120000.0}}"""), Login]] },
        new(
            "heartbeat_interval of 1.2e5",
            "Whole numbers are taken in any form.",
            Expected.Stays) { Socket = [[Upgrade, Json("""{"op":10,"d":{"heartbeat_interval":1.2e5}}"""), Login]] },
        new("heartbeat_interval of \"120000\"", "Numbers in quotes are taken.", Expected.Stays)
        {
            Socket = [[Upgrade, Json("""{"op":10,"d":{"heartbeat_interval":"120000"}}"""), Login]],
        },
        new("HELLO a hundred times", Ignored, Expected.Stays) { Socket = [[.. Greeting, Times(100, Hello)]] },
        new("READY twice", "Dispatched as an event.", Expected.Stays) { Socket = [[.. Greeting, Event("READY", ReadyAt("$URL$"))]] },
        new("READY before HELLO", Ignored, Expected.Stays) { Socket = [[Upgrade, Event("READY", ReadyAt("$URL$"), "1"), Hello, Login]] },
        new(
            "Events before READY",
            "Dispatched to listeners of all events.",
            Expected.Stays with { Events = 1 }) { Socket = [[Upgrade, Hello, LoginAfter(Counted("1")), Pause]] },
        new(
            "READY without resume_gateway_url",
            "The session resumes at the gateway's own address.",
            Expected.Stays) { Socket = [[Upgrade, Hello, Ready("""{"v":10,"session_id":"hostile"}""")]] },
        new("READY without session_id", NoSession, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, Ready("""{"v":10,"resume_gateway_url":"$URL$"}""")]],
        },
        new("READY with an empty session_id", NoSession, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, Ready("""{"session_id":"","resume_gateway_url":"$URL$"}""")]],
        },
        new("READY with a session_id of 100 KB", NoSession, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, Ready($$"""{"session_id":"{{new string('x', 100_000)}}","resume_gateway_url":"$URL$"}""")]],
        },
        new("READY whose d is a string", NoSession, Expected.Reconnects) { Socket = [[Upgrade, Hello, Ready("\"ready\"")]] },
        new("READY whose d is null", NoSession, Expected.Reconnects) { Socket = [[Upgrade, Hello, Ready("null")]] },
        Sequence("Sequence that repeats", "5"),
        Sequence("Sequence that goes back", "3"),
        Sequence("Negative sequence", "-5"),
        Sequence("Sequence of 0", "0") with
        {
            Outcome = "The event is dispatched and the connection continues.",
            Expected = Expected.Stays with { Events = 2, Lines = (0, 3) },
        },
        Sequence("Sequence of null", "null") with
        {
            Outcome = "The event is dispatched and the connection continues.",
            Expected = Expected.Stays with { Events = 2, Lines = (0, 3) },
        },
        Sequence("Sequence of 6.0", "6.0") with
        {
            Outcome = "The event is dispatched and the connection continues.",
            Expected = Expected.Stays with { Events = 2, Lines = (0, 3) },
        },
        Sequence("Sequence of 1e20", "1e20") with
        {
            Outcome = "The connection continues or is closed; never a loop.",
            Expected = Expected.Copes,
        },
        new(
            "Gap in the sequence",
            Delivered,
            Expected.Stays with { Events = 2, Lines = (1, 3) }) { Socket = [[.. Greeting, Counted("2"), Counted("1000"), Pause]] },
        new(
            "Sequence beyond what was sent, then resets",
            "The gateway refuses the resume; a new session begins.",
            Expected.Copes with { Connects = (2, 16) })
        {
            Socket = [[.. Greeting, Counted("9000000000000000"), Pause, Reset], Greeting],
        },
        Message("Unknown opcode", """{"op":99,"d":{}}"""),
        Message("Negative opcode", """{"op":-1,"d":{}}"""),
        Message("Opcode of 2^31-1", """{"op":2147483647,"d":{}}"""),
        Message("Opcode of -2^31", """{"op":-2147483648,"d":{}}"""),
        Unreadable("Opcode of 2^40", """{"op":1099511627776,"d":{}}"""),
        Unreadable("Message without an opcode", """{"t":"X","s":2,"d":{}}"""),
        Unreadable("Message that is an array", "[]"),
        Unreadable("Message that is null", "null"),
        Unreadable("Empty message", ""),
        Unreadable("Message that is half of an object", """{"op":0,"t":"X","s":2,"d":{"""),
        Loops("Reconnect (op 7) after each READY", [.. Greeting, Json("""{"op":7,"d":null}""")]),
        Loops("Reconnect (op 7) before HELLO", [Upgrade, Json("""{"op":7,"d":null}""")]),
        Loops("Invalid session (op 9, true) after each READY", [.. Greeting, Json("""{"op":9,"d":true}""")]),
        new(
            "Invalid session (op 9, false) after each READY",
            "A new IDENTIFY after a growing wait of at least a second.",
            Expected.Reconnects) { Socket = [[.. Greeting, Json("""{"op":9,"d":false}""")]] },
        new(
            "Invalid session (op 9, false) before HELLO",
            "A new IDENTIFY after a growing wait of at least a second.",
            Expected.Reconnects) { Socket = [[Upgrade, Json("""{"op":9,"d":false}""")]] },
        Refuses("RESUME answered with op 9, true, for 30 s", Json("""{"op":9,"d":true}""")),
        Refuses("RESUME answered with a reset for 30 s", Reset),
        Refuses("RESUME answered with close 4000 for 30 s", Close(4000)),
        Refuses("RESUME answered with close 1012 for 30 s", Close(1012)),
        Refuses("RESUME answered with silence for 40 s", Silence) with { Seconds = 40 },
        new(
            "Heartbeat requests (op 1) without end",
            "Answered up to the limit of messages per minute.",
            Expected.Stays) { Socket = [[.. Greeting, Endlessly(Json("""{"op":1,"d":null}"""))]] },
        new("Acknowledgements (op 11) without end", Ignored, Expected.Stays) { Socket = [[.. Greeting, Endlessly(Json("""{"op":11}"""))]] },
        new("HELLO without end", Ignored, Expected.Stays) { Socket = [[.. Greeting, Endlessly(Hello)]] },
    ];

    private static Scenario Interval(string value) =>
        new($"heartbeat_interval of {value}", NoInterval, Expected.Reconnects)
        {
            Socket = [[Upgrade, Json($$$"""{"op":10,"d":{"heartbeat_interval":{{{value}}}}}"""), Login]],
        };

    private static Scenario Sequence(string name, string sequence) =>
        new(name, Delivered, Expected.Stays with { Events = 2, Lines = (1, 3) })
        {
            Socket = [[.. Greeting, Event("OTHER", "{}", "4"), Counted("5"), Counted(sequence), Pause]],
        };

    private static Scenario Message(string name, string message) =>
        new(name, Ignored, Expected.Stays) { Socket = [[.. Greeting, Json(message)]] };

    private static Scenario Unreadable(string name, string message) =>
        new(
            name,
            "The connection is closed; the second time after the same event the session is given up, too.",
            Expected.Reconnects)
        { Socket = [[.. Greeting, Json(message)]] };

    private static Scenario Loops(string name, Step[] script) => new(name, Loop, Expected.Resumes) { Socket = [script] };

    private static Scenario Refuses(string name, Step answer) =>
        new(name, Kept, Expected.Resumes with { Connects = (2, 12) })
        {
            Seconds = 30,
            Socket = [ReadyThenReset, [Upgrade, Hello, AwaitLogin, answer]],
        };
}
