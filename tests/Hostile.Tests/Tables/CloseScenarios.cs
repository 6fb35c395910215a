using System.Globalization;
using Hostile.Tests.Server;
using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Close frames with every kind of code.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
internal static class CloseScenarios
{
    private const string Again = "The bot connects again after a growing wait, and says so.";

    private static readonly int[] BeforeReady =
    [
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4000, 4001, 4002, 4003, 4005, 4006, 4007, 4008, 4009,
        4999,
    ];
    private static readonly int[] Illegal = [0, 999, 1004, 1005, 1006, 1015, 5000, 65535];
    private static readonly int[] ResumedAfterReady = [1000, 1001, 1011, 1012, 4000, 4001, 4002, 4005, 4008];
    private static readonly int[] IdentifiedAfterReady = [4003, 4007, 4009];
    private static readonly int[] Final = [4004, 4010, 4011, 4012, 4013, 4014];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. BeforeReady.Select(
            code =>
                new Scenario(
                    $"Close {code} before READY", Again, Expected.Reconnects) { Socket = [[Upgrade, Hello, AwaitLogin, Close(code)]] }),
        .. Illegal.Select(
            code =>
                new Scenario($"Illegal close {code}", Again, Expected.Reconnects) { Socket = [[Upgrade, Hello, AwaitLogin, Close(code)]] }),
        .. ResumedAfterReady.Select(
            code =>
                new Scenario(
                    $"Close {code} after READY",
                    "The session is resumed after a growing wait; one line per minute.",
                    Expected.Resumes) { Socket = [[.. Greeting, Close(code)]] }),
        .. IdentifiedAfterReady.Select(
            code =>
                new Scenario(
                    $"Close {code} after READY",
                    "A new session after a growing wait; one line per minute.",
                    Expected.Reconnects) { Socket = [[.. Greeting, Close(code)]] }),
        .. Final.Select(
            code =>
                new Scenario(
                    $"Close {code}",
                    "The bot ends; the message says what to do.",
                    Expected.Ends(code.ToString(CultureInfo.InvariantCulture)))
                    {
                        Socket = [[Upgrade, Hello, AwaitLogin, Close(code, "reason")]],
                    }),
        new("Close without a code", Again, Expected.Reconnects) { Socket = [[Upgrade, Hello, AwaitLogin, CloseWith()]] },
        new("Close with 1 byte", Again, Expected.Reconnects) { Socket = [[Upgrade, Hello, AwaitLogin, CloseWith(0x03)]] },
        new("Close with a reason that is not UTF-8", Again, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, AwaitLogin, CloseWith(0x0F, 0xA0, 0xFF, 0xFE)]],
        },
        new("Close with a reason of 200 bytes", Again, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, AwaitLogin, Close(4000, new string('x', 200))]],
        },
        Reason("Close with newlines and escape sequences in its reason", "one\r\ntwo\nthree\u001b[2J\u0007"),
        Reason("Close with a reason that looks like a line of the bot", "x\nshard 0: the token is wrong"),
        new("Final close with newlines and escape sequences in its reason", "The bot ends; the reason is escaped.", Expected.Ends("4004"))
        {
            Socket = [[Upgrade, Hello, AwaitLogin, Close(4004, "one\ntwo\nthree\nfour\u001b[2J")]],
        },
        new("Close frame twice", Again, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, AwaitLogin, Bytes([.. Frames.OfClose(4000, ""), .. Frames.OfClose(4000, "")])]],
        },
        new("Close frame, then messages", Again, Expected.Reconnects)
        {
            Socket = [[Upgrade, Hello, AwaitLogin, Bytes([.. Frames.OfClose(4000, ""), .. Frames.OfText("{}")])]],
        },
    ];

    private static Scenario Reason(string name, string reason) =>
        new(
            name,
            "The reason is escaped; otherwise as without.",
            Expected.Reconnects)
        { Socket = [[Upgrade, Hello, AwaitLogin, Close(4000, reason)]] };
}
