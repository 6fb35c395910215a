using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Resume URLs that lead, or seem to lead, to another host. A RESUME contains the token.</summary>
internal static class AddressScenarios
{
    private const string Stays = "The session resumes at the gateway's own address; a line names the other one.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. new[]
        {
            "ws://127.0.0.2:$STRANGER$",
            "ws://localhost:$STRANGER$",
            "ws://127.1:$STRANGER$",
            "ws://0x7f000001:$STRANGER$",
            "ws://0x7f.0.0.1:$STRANGER$",
            "ws://2130706433:$STRANGER$",
            "ws://0177.0.0.1:$STRANGER$",
            "ws://127.0.0.1.:$STRANGER$",
            "ws://127.0.0.1@127.0.0.2:$STRANGER$",
            "ws://name:secret@127.0.0.1:$PORT$",
            "ws://127.0.0.2:$STRANGER$#@127.0.0.1",
            "ws://127.0.0.2:$STRANGER$?127.0.0.1",
            @"ws://127.0.0.2:$STRANGER$\\@127.0.0.1",
            @"ws:\\\\127.0.0.2:$STRANGER$",
            "ws://127.0.0.1.hostile.test:$STRANGER$",
            "ws://hostile127.0.0.1:$STRANGER$",
            "ws://[::1]:$STRANGER$",
            "ws://[::ffff:127.0.0.1]:$STRANGER$",
            "ws://127%2e0.0.2:$STRANGER$",
            "ws://１２７.0.0.2:$STRANGER$",
            "//127.0.0.2:$STRANGER$",
            "http://127.0.0.2:$STRANGER$",
            "file:///127.0.0.2",
            @"ws://127.0.0.2:$STRANGER$/\r\nX-Other: y",
            @"ws://127.0.0.1\r\n.hostile.test:$STRANGER$",
            "",
        }.Select(address => Resume($"Resume address {Shown(address)}", address)),
        Resume("Resume address without TLS, of a gateway with TLS", "ws://127.0.0.1:$STRANGER$") with { IsTls = true },
    ];

    private static string Shown(string address) => address.Length == 0
        ? "empty"
        : $"`{address.Replace("$STRANGER$", "1", StringComparison.Ordinal).Replace("$PORT$", "2", StringComparison.Ordinal)}`";

    private static Scenario Resume(string name, string address) =>
        new(name, Stays, Expected.Reconnects with { Connects = (2, 4), Lines = (1, 8), Identifies = 1 })
        {
            Seconds = 30,
            Socket = [[Upgrade, Hello, Ready(ReadyAt(address)), Pause, Reset], Greeting],
        };
}
