using System.Buffers;
using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Reads session files. A damaged one is rejected with InvalidDataException. Sessions that are read are equal after writing and reading.
/// </summary>
internal sealed class SessionFileTarget : IFuzzTarget
{
    private readonly GuardedBytes guarded = new();

    public string Name => "session-file";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. JsonSamples.Tokens,
        .. new[]
        {
            "\"wss://gateway.discord.gg\"", "\"http://example.org\"", "\"wss://user:secret@gateway.discord.gg\"", "\"ws:\"",
            "\"sequence\":1.5,", "\"shard_id\":0,", "\"shard_count\":1,", "\"session_id\":\"\",",
            "\"saved_at\":\"2026-01-01T00:00:00Z\",", "\"version\":1,", "\"format\":\"spectacles-gateway-sessions\",", "\"sessions\":[],",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    public IEnumerable<byte[]> Samples =>
    [
        .. Enumerable.Range(0, 8).Select(seed => Generate(new Random(seed))),
        .. Enumerable.Range(0, 4).Select(id => Write(Session(id, 8))),
    ];

    public byte[] Generate(Random random) =>
        SessionDocument.Write([.. Enumerable.Range(0, random.Next(4)).Select(id => Session(id, 8 + random.Next(2)))], null).ToArray();

    public string Run(byte[] input)
    {
        string session = RunSession(input);
        Dictionary<int, StoredSession> sessions;
        try
        {
            sessions = SessionDocument.Read(guarded.Place(input).Span);
        }
        catch (InvalidDataException e)
        {
            return $"{e.Message}; {session}";
        }

        foreach (var (shard, read) in sessions)
        {
            OracleException.ThrowUnless(shard == read.ShardId, "A session has another shard's number.");
            Check(read);
        }

        var again = SessionDocument.Read(SessionDocument.Write(sessions.Values, null).Span);
        OracleException.ThrowUnless(
            again.Count == sessions.Count && again.All(entry => sessions[entry.Key] == entry.Value),
            "The written sessions are read as other ones.");
        return $"{sessions.Count} sessions; {session}";
    }

    private string RunSession(byte[] input)
    {
        try
        {
            var reader = new Utf8JsonReader(guarded.Place(input).Span);
            reader.Read();
            if (!StoredSession.TryRead(ref reader, out var session))
            {
                return "no session";
            }

            Check(session);
            var again = new Utf8JsonReader(Write(session));
            again.Read();
            OracleException.ThrowUnless(
                StoredSession.TryRead(ref again, out var same) && same == session, "A written session is read as another one.");
            return "a session";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "not JSON";
        }
    }

    private static void Check(StoredSession session) => OracleException.ThrowUnless(
        session.ShardId >= 0
            && session.ShardCount > session.ShardId && session.Sequence >= 0 && session.SessionId.Length > 0
            && session.ResumeUrl is { IsAbsoluteUri: true, Scheme: "ws" or "wss" },
        $"A session cannot be resumed: {session}");

    private static byte[] Write(StoredSession session)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            session.Write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static StoredSession Session(int shard, int count) => new()
    {
        ShardId = shard,
        ShardCount = count,
        SessionId = "5f2c1a0b9d8e7f6a5b4c3d2e1f0a9b8c",
        ResumeUrl = new Uri("wss://gateway-us-east1-b.discord.gg"),
        Sequence = 1234567 + shard,
        Intents = GatewayIntents.Guilds,
        ApiVersion = 10,
        ApplicationId = new Snowflake(1410000000000000000),
        UserId = shard % 2 == 0 ? new Snowflake(1410000000000000001) : null,
        SavedAt = DateTimeOffset.UnixEpoch.AddDays(20000).AddMilliseconds(shard),
    };
}
