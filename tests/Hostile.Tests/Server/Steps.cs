using System.IO.Compression;
using System.Text;

namespace Hostile.Tests.Server;

/// <summary>The steps of scripts.</summary>
internal static class Steps
{
    /// <summary>The heartbeat interval of the good server. It is long, so that heartbeats do not interfere.</summary>
    public const string GoodHello = """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":120000}}""";

    /// <summary>Discord's heartbeat interval, for scenarios with zombie connections.</summary>
    public const string QuickHello = """{"op":10,"d":{"heartbeat_interval":20000}}""";

    /// <summary>The response of the API.</summary>
    public const string GatewayBot =
        """{"url":"$URL$","shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":14400000,"max_concurrency":1}}""";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    public static Step Upgrade { get; } = peer => peer.UpgradeAsync();

    public static Step Hello { get; } = Json(GoodHello);

    /// <summary>Waits for IDENTIFY or RESUME and responds as Discord does.</summary>
    public static Step Login { get; } = peer => peer.AnswerLoginAsync();

    /// <summary>Waits for IDENTIFY or RESUME and does not respond.</summary>
    public static Step AwaitLogin { get; } = peer => peer.LoginAsync();

    /// <summary>From the upgrade to READY or RESUMED.</summary>
    public static Step[] Greeting { get; } = [Upgrade, Hello, Login];

    /// <summary>Sends nothing until the bot has disconnected.</summary>
    public static Step Silence { get; } = peer => peer.Gone;

    /// <summary>Stops acknowledging heartbeats.</summary>
    public static Step IgnoreBeats { get; } = peer => Set(() => peer.AcknowledgesBeats = false);

    /// <summary>Stops answering close frames.</summary>
    public static Step IgnoreClose { get; } = peer => Set(() => peer.AnswersClose = false);

    /// <summary>Waits a moment, so that earlier bytes are read before the next ones.</summary>
    public static Step Pause { get; } = peer => Task.Delay(20, peer.Server.Stopped);

    public static Step Reset { get; } = peer => Set(peer.Reset);

    /// <summary>Ends the connection without a close frame.</summary>
    public static Step End { get; } = peer => Set(() =>
    {
        peer.EndSending();
        peer.Read();
    });

    public static Step Json(string json) => peer => peer.SendTextAsync(json);

    public static Step Frame(int first, string payload, bool isMasked = false) =>
        Bytes(Frames.Make(first, Encoding.UTF8.GetBytes(payload), isMasked));

    public static Step Bytes(byte[] bytes) => peer => peer.SendAsync(bytes);

    public static Step Raw(string text) => peer => peer.SendAsync(Encoding.Latin1.GetBytes(peer.Server.Fill(text)));

    public static Step Close(int code, string reason = "") => peer => peer.CloseAsync(Frames.OfClose(code, reason)[2..]);

    public static Step CloseWith(params byte[] payload) => peer => peer.CloseAsync(payload);

    /// <summary>Responds to IDENTIFY with READY with this <c>d</c>, and to RESUME with RESUMED.</summary>
    public static Step Ready(string data) => peer => peer.AnswerLoginAsync(data);

    /// <summary>The data of a READY with this resume URL.</summary>
    public static string ReadyAt(string resumeUrl) =>
        $$"""{"v":10,"session_id":"hostile","resume_gateway_url":"{{resumeUrl}}","guilds":[]}""";

    /// <summary>Responds to IDENTIFY or RESUME after another step.</summary>
    public static Step LoginAfter(Step before) => peer => peer.AnswerLoginAsync(before: before);

    public static Step Event(string name, string data, string? sequence = null) =>
        peer => peer.SendTextAsync($$"""{"t":"{{name}}","s":{{sequence ?? $"{peer.Server.NextSequence()}"}},"op":0,"d":{{data}}}""");

    /// <summary>An event that the bot counts.</summary>
    public static Step Counted(string? sequence = null) => Event("EXPECTED", "{}", sequence);

    public static Step Times(int count, params Step[] steps) => async peer =>
    {
        for (int i = 0; i < count; i++)
        {
            foreach (var step in steps)
            {
                await step(peer);
            }
        }
    };

    /// <summary>Repeats until the server becomes good or the bot has disconnected.</summary>
    public static Step Endlessly(params Step[] steps) => async peer =>
    {
        while (!peer.Server.IsGood && !peer.Gone.IsCompleted)
        {
            await Times(1, steps)(peer);
        }
    };

    /// <summary>Writes bytes one by one, with pauses, until the server becomes good.</summary>
    public static Step Trickle(byte[] bytes) => async peer =>
    {
        for (int i = 0; !peer.Server.IsGood && !peer.Gone.IsCompleted; i++)
        {
            await peer.SendAsync(bytes.AsMemory(i % bytes.Length, 1));
            await Task.Delay(Tick, peer.Server.Stopped);
        }
    };

    public static Step Answer(string status, string body = "", string headers = "") => async peer =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(peer.Server.Fill(body));
        await Raw($"HTTP/1.1 {status}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n{headers}\r\n")(peer);
        await peer.SendAsync(bytes);
    };

    public static Step AnswerApi(string body) => Answer("200 OK", body, "Content-Type: application/json\r\n");

    /// <summary>
    /// A block of a deflate stream that inflates to 16 MB of zeros and ends at a byte boundary, so that it can be repeated.
    /// </summary>
    public static byte[] ZeroBlock() => Deflate(new byte[16 << 20]);

    /// <summary>The first message of a zlib stream.</summary>
    public static byte[] Zlib(ReadOnlySpan<byte> message) => [0x78, 0x9C, .. Deflate(message)];

    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var into = new MemoryStream();
        using (var deflate = new DeflateStream(into, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
            deflate.Flush();
            return into.ToArray();
        }
    }

    private static Task Set(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
