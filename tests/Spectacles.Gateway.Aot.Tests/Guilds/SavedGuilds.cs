using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests.Sessions;

namespace Spectacles.Gateway.Tests;

/// <summary>Bots with a guild directory that is saved in one folder, against the simulated gateway over real sockets.</summary>
public abstract class SavedGuilds : IAsyncDisposable
{
    protected const int Shards = 2;

    protected static readonly SimulatedGatewayOptions World = new()
    {
        Guilds = 6,
        RecommendedShards = Shards,
        MaxConcurrency = 16,
        PrivilegedIntents = GatewayIntents.GuildMembers,
    };

    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider discordsTime = new(DateTimeOffset.UtcNow);
    private readonly SessionDirectory directory = new();

    protected SimulatedGateway Gateway => live.Gateway;

    protected ConcurrentQueue<GatewayError> Errors { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        directory.Dispose();
        GC.SuppressFinalize(this);
    }

    protected GuildSessionStore NewProcess(GuildDirectory guilds) => new(directory.NewStore(), guilds);

    protected async Task<Cluster> StartAsync(GuildDirectory guilds, ClusterOptions? options = null, int shards = Shards)
    {
        options = (options ?? new ClusterOptions { SessionStore = NewProcess(guilds) }) with
        {
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildVoiceStates,
            TimeProvider = new FastTime(TimeSpan.FromSeconds(6)),
            StopTimeout = TimeSpan.FromMinutes(10),
        };

        PassIdentifyLimit();
        var cluster = live.HasGateway
            ? live.Add(options, guilds)
            : await live.MakeAsync(World with { TimeProvider = discordsTime }, options, guilds);
        cluster.Error += error =>
        {
            // On the fast clock, a call of a millisecond takes a second.
            if (error.Kind != GatewayErrorKind.HandlerBlocks)
            {
                Errors.Enqueue(error);
            }
        };
        await cluster.SpawnAsync(shards, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => guilds.Count(guild => guild.IsAvailable) == World.Guilds);
        return cluster;
    }

    /// <summary>Waits until the directory has taken every event that was sent before.</summary>
    protected async Task EverythingIsTakenAsync(GuildDirectory guilds)
    {
        foreach (var guild in Gateway.World.Guilds)
        {
            Gateway.Dispatch("GUILD_UPDATE", $$"""{"id":"{{guild.Id}}","guild_id":"{{guild.Id}}","name":"the end","owner_id":"1"}""");
        }

        await LiveGateway.UntilAsync(() => guilds.All(guild => guild.Name == "the end"));
    }

    /// <summary>Lets the simulated gateway accept another IDENTIFY: the last one was 5 s before.</summary>
    protected void PassIdentifyLimit() => discordsTime.Advance(TimeSpan.FromSeconds(6));

    protected SimulatedGuild Guild(int index) => live.Gateway.World.Guilds[index];

    protected int CountOf(int index) => Guild(index).Members.Count;

    protected void Join(int index, int members)
    {
        for (int i = 0; i < members; i++)
        {
            live.Gateway.DispatchToShard(
                Guild(index).ShardOf(live.Clusters[^1].Shards.Count),
                "GUILD_MEMBER_ADD",
                $$$"""{"guild_id":"{{{Guild(index).Id}}}","user":{"id":"{{{900_000 + i}}}","username":"u"},"flags":0}""");
        }
    }

    /// <summary>Waits until guilds and sessions are saved. A session is saved after its guilds.</summary>
    protected async Task AreSavedAsync()
    {
        for (int id = 0; id < Shards; id++)
        {
            int shardId = id;
            await LiveGateway.UntilAsync(
                () => File.Exists(PathOf(shardId)) && File.ReadLines(PathOf(shardId)).Any(line => line.StartsWith('+')));
            var session = await StoredAsync(shardId);
            for (int tries = 0; session is null; tries++)
            {
                Assert.True(tries < 1000, "the session was not saved in time");
                await Task.Delay(TimeSpan.FromMilliseconds(10), Cancel);
                session = await StoredAsync(shardId);
            }
        }
    }

    protected Task<StoredSession?> StoredAsync(int shardId) => directory.NewStore().LoadAsync(shardId, Cancel).AsTask();

    protected Task StoreAsync(StoredSession session) => directory.NewStore().SaveAsync(session, Cancel).AsTask();

    protected string PathOf(int shardId) =>
        directory.NewStore().Path.Replace(".sessions.json", $".guilds-{shardId}.jsonl", StringComparison.Ordinal);
}
