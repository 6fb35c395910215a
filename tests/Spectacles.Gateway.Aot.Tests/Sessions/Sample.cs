namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>Sessions as tests need them.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static StoredSession Session(int shardId, long sequence = 7, int shardCount = 8) => new()
    {
        ShardId = shardId,
        ShardCount = shardCount,
        SessionId = $"session-{shardId}",
        ResumeUrl = new Uri("wss://resume.example/"),
        Sequence = sequence,
        Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
        ApiVersion = 10,
        ApplicationId = 111,
        UserId = 222,
        SavedAt = Noon,
    };
}
