namespace Spectacles.Gateway.Benchmarks;

/// <summary>A shard whose events come from a benchmark.</summary>
internal sealed class SilentShard(EventDispatcher dispatcher) : EngineShard(dispatcher, id: 0, shardCount: 1)
{
    public static StoredSession Session { get; } = new()
    {
        ShardId = 0,
        ShardCount = 1,
        SessionId = "0123456789abcdef0123456789abcdef",
        ResumeUrl = new Uri("wss://gateway-us-east1-b.discord.gg/"),
        Sequence = 123456,
        Intents = GatewayIntents.Guilds,
        ApiVersion = 10,
        SavedAt = DateTimeOffset.UnixEpoch,
    };

    public override string SessionId => Session.SessionId;

    public override ValueTask SendAsync(GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
