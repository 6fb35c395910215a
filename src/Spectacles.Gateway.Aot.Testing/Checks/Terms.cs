namespace Spectacles.Gateway.Testing;

/// <summary>What the gateway holds every client to.</summary>
internal sealed class Terms(int maxConcurrency, SessionStarts starts, TimeProvider clock)
{
    public required string Token { get; init; }

    public required GatewayIntents EnabledPrivilegedIntents { get; init; }

    public required TimeSpan HeartbeatInterval { get; init; }

    public required double HeartbeatTolerance { get; init; }

    public required TimeSpan ReconnectGrace { get; init; }

    public TimeProvider Clock => clock;

    public int MaxConcurrency => maxConcurrency;

    public SessionStarts Starts => starts;

    public IdentifyLimit Identifies { get; } = new(maxConcurrency, clock);

    public MemberListLimit MemberLists { get; } = new(clock);
}
