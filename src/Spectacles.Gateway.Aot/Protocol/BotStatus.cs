namespace Spectacles.Gateway;

/// <summary>The colored dot beside the bot's name.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-presence-status-types</remarks>
public enum BotStatus
{
    /// <summary>Green.</summary>
    Online,

    /// <summary>Red.</summary>
    DoNotDisturb,

    /// <summary>Yellow.</summary>
    Idle,

    /// <summary>Grey, though connected.</summary>
    Invisible,

    /// <summary>Grey; other users see no difference from <see cref="Invisible"/>.</summary>
    Offline,
}
