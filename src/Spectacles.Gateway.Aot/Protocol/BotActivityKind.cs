namespace Spectacles.Gateway;

/// <summary>The kind of an activity, which determines its wording.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#activity-object-activity-types</remarks>
public enum BotActivityKind
{
    /// <summary>Playing …</summary>
    Playing = 0,

    /// <summary>Streaming …, with a link.</summary>
    Streaming = 1,

    /// <summary>Listening to …</summary>
    Listening = 2,

    /// <summary>Watching …</summary>
    Watching = 3,

    /// <summary>The text alone.</summary>
    Custom = 4,

    /// <summary>Competing in …</summary>
    Competing = 5,
}
