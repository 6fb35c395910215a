namespace Spectacles.Gateway;

/// <summary>
/// The values that a shard's IDENTIFY contains instead of those from the cluster's options and handlers. Null values are not overridden.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#identify</remarks>
public sealed record IdentifyOverrides
{
    /// <summary>The intents. Handlers that need others are not called.</summary>
    public GatewayIntents? Intents { get; init; }

    /// <summary>The presence. It is also the initial presence of later sessions.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>
    /// The number of members from which Discord leaves offline members out of GUILD_CREATE: 50 to 250. Discord's default is 50.
    /// </summary>
    public int? LargeThreshold { get; init; }
}
