using Hostile.Tests.Server;
using static Hostile.Tests.Server.Frames;
using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Invalid, oversized or endless frames after READY.</summary>
internal static class FrameScenarios
{
    private const string Closed = "The connection is closed and the session resumed, after a growing wait; one line per minute.";
    private const string Incomplete =
        "Nothing is allocated for what does not come. The connection ends when heartbeats are not acknowledged.";
    private const string Ignored = "Answered as the protocol asks; the connection continues.";
    private const string TooLarge = "It is inflated and discarded; one line names its size; the connection continues.";

    private static readonly byte[] Zeros = ZeroBlock();
    private static readonly Expected SlowResumes = Expected.ReconnectsSlowly with { Identifies = 1 };
    private static readonly Expected Discards = Expected.Stays with { Lines = (1, 3) };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Illegal("Reserved bit 1", Frame(Final | 0x40 | Text, "{}")),
        Illegal("Reserved bit 2", Frame(Final | 0x20 | Text, "{}")),
        Illegal("Reserved bit 3", Frame(Final | 0x10 | Text, "{}")),
        Illegal("Reserved opcode 3", Frame(Final | 0x3, "{}")),
        Illegal("Reserved opcode 11", Frame(Final | 0xB, "{}")),
        Illegal("Masked frame", Frame(Final | Text, "{}", isMasked: true)),
        Illegal("Ping of 126 bytes", Frame(Final | Ping, new string('x', 126))),
        Illegal("Ping in fragments", Frame(Ping, "x")),
        Illegal("Continuation of nothing", Frame(Final | Continuation, "x")),
        Illegal("New message inside a fragmented one", Frame(Text, "{"), Frame(Final | Text, "{}")),
        Illegal("Text that is not UTF-8", Bytes(Make(Final | Text, [0xFF, 0xFE]))),
        Illegal("Length of 2^64-1", Bytes(Header(Final | Text, ulong.MaxValue))),
        Illegal("HTTP in place of a frame", Raw("HTTP/1.1 400 Bad Request\r\n\r\n")),
        Illegal("Reset after READY", Pause, Reset),
        Illegal("End without a close frame after READY", End),
        Illegal("Reserved bit 1, over TLS", Frame(Final | 0x40 | Text, "{}")) with { IsTls = true },
        Illegal("Reset after READY, over TLS", Pause, Reset) with { IsTls = true },
        Illegal("Plain bytes inside TLS", Raw("\u0016\u0003\u0001garbage garbage")) with { IsTls = true },
        new("Length of 1 GB, then nothing", Incomplete, SlowResumes)
        {
            Socket = [[.. Quick, Bytes(Header(Final | Text, 1 << 30)), Silence]],
        },
        new("Binary length of 1 GB, then nothing", Incomplete, SlowResumes)
        {
            Socket = [[.. Quick, Bytes(Header(Final | Binary, 1 << 30)), Silence]],
        },
        new("Frame header cut off", Incomplete, SlowResumes with { Connects = (1, 16) }) { Socket = [[.. Quick, Bytes([0x81]), Silence]] },
        new("Message trickled byte by byte", Incomplete, SlowResumes)
        {
            Socket = [[.. Quick, IgnoreBeats, Bytes(Header(Final | Text, 1 << 20)), Trickle(" "u8.ToArray()), Reset]],
        },
        new(
            "Fragments of 1 byte without end",
            "What comes is kept up to the limit. The connection ends there, or when heartbeats are not acknowledged.",
            SlowResumes)
        {
            Socket = [[.. Quick, IgnoreBeats, Frame(Text, "{"), Endlessly(Frame(Continuation, " ")), Reset]],
        },
        new("Fragments of 1 byte without end, over TLS", "As without TLS.", SlowResumes)
        {
            IsTls = true,
            Socket = [[.. Quick, IgnoreBeats, Frame(Text, "{"), Endlessly(Frame(Continuation, " ")), Reset]],
        },
        new("Empty fragments without end", Incomplete, SlowResumes)
        {
            Socket = [[.. Quick, IgnoreBeats, Frame(Text, "{"), Endlessly(Frame(Continuation, "")), Reset]],
        },
        new(
            "Fragments of 64 KB without end",
            "What is above the limit is discarded. The connection ends when heartbeats are not acknowledged.",
            SlowResumes with { Connects = (1, 16), Peak = 320 })
        {
            Socket = [[.. Quick, IgnoreBeats, Frame(Text, "{"), Endlessly(Frame(Continuation, new string(' ', 64 << 10))), Reset]],
        },
        new("Pings without end", Ignored, Expected.Stays) { Socket = [[.. Greeting, Endlessly(Frame(Final | Ping, "x"))]] },
        new("Pongs without end", Ignored, Expected.Stays) { Socket = [[.. Greeting, Endlessly(Frame(Final | Pong, "x"))]] },
        new(
            "Compressed message that is not zlib",
            "The connection is closed; the second time after the same event the session is given up, too.",
            Expected.Reconnects)
        {
            Socket =
            [
                [
                    .. Greeting, Frame(Final | Binary, "this is no zlib\u0000\u0000\u007F\u007F"),
                    Bytes(Make(Final | Binary, [0, 0, 0xFF, 0xFF])),
                ],
            ],
        },
        new("Zlib bomb of 256 MB", TooLarge, Discards with { Peak = 320 }) { Socket = [[.. Greeting, Bytes(Bomb(16)), Pause]] },
        new(
            "Zlib bomb of 10 GB",
            TooLarge,
            Discards with { Connects = (1, 8), Peak = 320 }) { IsSlow = true, Socket = [[.. Greeting, Bytes(Bomb(640)), Pause]] },
        new(
            "Zlib bomb without end",
            "It is inflated and discarded until heartbeats are not acknowledged.",
            SlowResumes with { Connects = (1, 16), Peak = 320 })
        {
            Socket = [[.. Quick, IgnoreBeats, Bytes(Make(Binary, [0x78, 0x9C])), Endlessly(Bytes(Make(Continuation, Zeros))), Reset]],
        },
    ];

    private static Step[] Quick => [Upgrade, Json(QuickHello), Login];

    private static Scenario Illegal(string name, params Step[] steps) =>
        new(name, Closed, Expected.Resumes) { Socket = [[.. Greeting, .. steps]] };

    private static byte[] Bomb(int blocks) =>
        Make(Final | Binary, [0x78, 0x9C, .. Enumerable.Repeat(Zeros, blocks).SelectMany(block => block)]);
}
