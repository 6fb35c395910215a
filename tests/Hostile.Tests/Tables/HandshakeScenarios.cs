using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Faults from the connection attempt to the first acknowledgement.</summary>
internal static class HandshakeScenarios
{
    private const string Refused =
        "A line names the reason; the bot tries again after a growing wait, and asks the API for the address after five failures.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "No answer to the upgrade",
            "Given up after 30 s, then as a refusal.",
            Slow("did not open")) { Socket = [[Silence]], Seconds = 100 },
        new("Answer to the upgrade trickled byte by byte", "Given up after 30 s, then as a refusal.", Slow("did not open"))
        {
            Socket = [[Raw("HTTP/1.1 101 Switching Protocols\r\n"), Trickle("X-Slow: a\r\n"u8.ToArray()), Reset]], Seconds = 100,
        },
        new("Headers of the upgrade without end", Refused, Expected.Reconnects)
        {
            Socket = [[Raw("HTTP/1.1 101 Switching Protocols\r\n"), Endlessly(Raw($"X-Long: {new string('a', 4000)}\r\n")), Reset]],
        },
        Refusal("200 OK"),
        Refusal("401 Unauthorized"),
        Refusal("403 Forbidden"),
        Refusal("404 Not Found"),
        Refusal("429 Too Many Requests"),
        Refusal("500 Internal Server Error"),
        Refusal("503 Service Unavailable"),
        Redirect("301 Moved Permanently"),
        Redirect("302 Found"),
        Redirect("307 Temporary Redirect"),
        Redirect("308 Permanent Redirect"),
        new(
            "Redirect of the upgrade over TLS to plain text",
            "Not followed; otherwise as a refusal.",
            Expected.Reconnects with { Says = "302" })
        {
            IsTls = true, Socket = [[Answer("302 Found", "", "Location: http://127.0.0.2:$STRANGER$/\r\n"), End]],
        },
        new(
            "Reason phrase with an escape sequence",
            "As a refusal; control characters do not reach the terminal.",
            Expected.Reconnects) { Socket = [[Answer("403 \u001b[31mred\u0007"), End]] },
        new("Wrong Sec-WebSocket-Accept", Refused, Expected.Reconnects)
        {
            Socket = [[peer => peer.UpgradeAsync("AAAAAAAAAAAAAAAAAAAAAAAAAAA="), End]],
        },
        new(
            "101 without the headers of an upgrade",
            Refused,
            Expected.Reconnects) { Socket = [[Raw("HTTP/1.1 101 Switching Protocols\r\n\r\n"), End]] },
        new("Subprotocol that was not asked for", Refused, Expected.Reconnects)
        {
            Socket = [[peer => peer.UpgradeAsync(further: "Sec-WebSocket-Protocol: chat\r\n"), End]],
        },
        new("Garbage in place of HTTP", Refused, Expected.Reconnects)
        {
            Socket = [[Raw("\u0000\u00ff\u0016\u0003\u0001 garbage \r\n\r\n"), End]],
        },
        new("Reset at the dial", Refused, Expected.Reconnects) { Socket = [[Reset]] },
        new(
            "End at the dial",
            "As a refusal; the runtime dials four times at once for each try.",
            Expected.Reconnects with { Connects = (2, 64) }) { Socket = [[End]] },
        new(
            "101, then silence",
            "Given up after 30 s, then as a refusal.",
            Slow("HELLO did not come")) { Socket = [[Upgrade, Silence]], Seconds = 100 },
        new("101, then reset", Refused, Expected.Reconnects) { Socket = [[Upgrade, Reset]] },
        new(
            "HELLO, then no answer to IDENTIFY",
            "Given up after 5 minutes, then as a refusal.",
            Slow("READY did not come")) { Socket = [[Upgrade, Hello, AwaitLogin, Silence]], Seconds = 400 },
        new("HELLO, then reset", Refused, Expected.Reconnects) { Socket = [[Upgrade, Hello, AwaitLogin, Reset]] },
        new(
            "No heartbeat acknowledged",
            "Closed after two intervals and resumed.",
            Expected.ReconnectsSlowly with { Identifies = 1 })
            {
                Socket = [[Upgrade, Json(QuickHello), IgnoreBeats, Login]],
                Seconds = 100,
            },
        new(
            "No answer to the bot's close",
            "The bot waits for it for 2 s.",
            Expected.Resumes) { Socket = [[.. Greeting, IgnoreClose, Json("""{"op":7,"d":null}"""), Silence]] },
        new(
            "API that turns hostile while the gateway refuses",
            "What the API said last holds; lines tell of both.",
            Expected.Reconnects with { Says = "not the documented JSON", Connects = (2, 24) })
        {
            Socket = [[Answer("503 Service Unavailable"), End]], Api =
            [
                [AnswerApi(GatewayBot), End], [AnswerApi("<html>"), End],
            ], Seconds = 180,
        },
    ];

    private static Expected Slow(string says) => Expected.ReconnectsSlowly with { Says = says };

    private static Scenario Refusal(string status) =>
        new(
            $"Upgrade answered with {status}",
            Refused,
            Expected.Reconnects with { Says = status[..3] })
        { Socket = [[Answer(status, "<html>"), End]] };

    private static Scenario Redirect(string status) =>
        new(
            $"Upgrade redirected to another host with {status}",
            "Not followed: the token stays. Otherwise as a refusal.",
            Expected.Reconnects with { Says = status[..3] })
        {
            Socket = [[Answer(status, "", "Location: http://127.0.0.2:$STRANGER$/\r\n"), End]],
        };
}
