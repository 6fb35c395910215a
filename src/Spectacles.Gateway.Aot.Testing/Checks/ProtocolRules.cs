namespace Spectacles.Gateway.Testing;

/// <summary>The rules that the gateway enforces on every client.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway</remarks>
internal sealed class ProtocolRules(int maxConcurrency, SessionStarts starts, TimeProvider time)
{
    /// <summary>The bot's token, and another one that is accepted.</summary>
    public required string[] Tokens { get; init; }

    public required GatewayIntents EnabledPrivilegedIntents { get; init; }

    public required TimeSpan HeartbeatInterval { get; init; }

    public required double HeartbeatTolerance { get; init; }

    public required TimeSpan ReconnectGrace { get; init; }

    public TimeProvider Time => time;

    public int MaxConcurrency => maxConcurrency;

    public SessionStarts Starts => starts;

    public IdentifyLimit Identifies { get; } = new(maxConcurrency, time);

    public MemberListLimit MemberLists { get; } = new(time);
}
