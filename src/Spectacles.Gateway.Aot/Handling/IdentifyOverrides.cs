namespace Spectacles.Gateway;

/// <summary>What a shard's IDENTIFY says instead of what the cluster's options and handlers say. What is null stays as it is.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#identify</remarks>
public sealed record IdentifyOverrides
{
    /// <summary>The intents. Handlers that need others are not called.</summary>
    public GatewayIntents? Intents { get; init; }

    /// <summary>The presence; it is also the one that later sessions begin with.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>From how many members on Discord leaves offline members out of GUILD_CREATE: 50 to 250; Discord's default is 50.</summary>
    public int? LargeThreshold { get; init; }
}
