using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures saving and loading the sessions of all shards of a process at once.</summary>
public class SessionStoreBenchmarks
{
    private readonly string directory = Directory.CreateTempSubdirectory("spectacles-bench-").FullName;
    private FileSessionStore store = null!;
    private StoredSession[] sessions = null!;

    [Params(1, 100, 1000)]
    public int Shards { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        store = new FileSessionStore("MTIzNDU2Nzg5.bench.bench-bench-bench", directory);
        sessions = [.. Enumerable.Range(0, Shards).Select(id => new StoredSession
        {
            ShardId = id,
            ShardCount = Shards,
            SessionId = $"{id:x32}",
            ResumeUrl = new Uri("wss://gateway-us-east1-b.discord.gg/"),
            Sequence = 123456,
            Intents = GatewayIntents.GuildMessages,
            ApiVersion = 10,
            ApplicationId = 1187342906418298902,
            UserId = 1187342906418298902,
            SavedAt = DateTimeOffset.UnixEpoch,
        })];
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(directory, recursive: true);

    [Benchmark]
    public Task Save() => Task.WhenAll(sessions.Select(session => store.SaveAsync(session, CancellationToken.None).AsTask()));
}
