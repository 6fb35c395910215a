namespace Spectacles.Gateway.Testing;

/// <summary>What world a <see cref="SimulatedGateway"/> shows and what it holds its clients to. The defaults are Discord's for a small bot.</summary>
public sealed record SimulatedGatewayOptions
{
    /// <summary>The bot's only valid token. It has three parts like a real one, since some clients look.</summary>
    public string Token { get; init; } = "simulated.gateway.token";

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>How many guilds the bot is in.</summary>
    public int Guilds { get; init; } = 1;

    /// <summary>How many people are in each guild, beside the bot.</summary>
    public int PeoplePerGuild { get; init; } = 10;

    /// <summary>The shard count that <c>GET /gateway/bot</c> recommends.</summary>
    public int RecommendedShards { get; init; } = 1;

    /// <summary>How many shards may identify within 5 seconds.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>How many sessions may be started in 24 hours.</summary>
    public int SessionStartLimit { get; init; } = 1000;

    /// <summary>How many of them are left at the beginning; null for all.</summary>
    public int? SessionStartsRemaining { get; init; }

    /// <summary>The interval in HELLO. A shard of this library accepts 1 second to 5 minutes.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>How many intervals may pass without a heartbeat before the connection is closed with 4009.</summary>
    public double HeartbeatTolerance { get; init; } = 1.5;

    /// <summary>The privileged intents that are switched on for the application; a session that asks for another one is closed with 4014.</summary>
    public GatewayIntents PrivilegedIntents { get; init; }

    /// <summary>The application's id, which is the bot's too; null for one made of the seed.</summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>What all ids are made of: the same seed gives the same world.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a session without a connection can be resumed.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>How many events of a session are kept for replay. A client that falls further behind loses the session.</summary>
    public int ReplayLimit { get; init; } = 20_000;

    /// <summary>How long after op 7 the gateway closes the connection itself.</summary>
    public TimeSpan ReconnectGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a test waits for an observation, in real time, before it fails with <see cref="TimeoutException"/>.</summary>
    public TimeSpan ObservationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of the protocol: heartbeats, limits, deadlines of interactions, lives of sessions. Sockets and <see cref="ObservationTimeout"/> run on real time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Every option but the token.</summary>
    public override string ToString() => $"{nameof(SimulatedGatewayOptions)} {{ Port = {Port}, Guilds = {Guilds}, RecommendedShards = {RecommendedShards} }}";

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Token);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65_535);
        ArgumentOutOfRangeException.ThrowIfNegative(Guilds);
        ArgumentOutOfRangeException.ThrowIfNegative(PeoplePerGuild);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecommendedShards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SessionStartLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeartbeatTolerance, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReplayLimit, Guilds + 2);
    }
}
