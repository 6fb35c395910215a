namespace Spectacles.Gateway.Testing;

/// <summary>The type of a channel.</summary>
/// <remarks>https://discord.com/developers/docs/resources/channel#channel-object-channel-types</remarks>
public enum ChannelKind
{
    /// <summary>A text channel of a guild.</summary>
    Text = 0,

    /// <summary>A direct message channel of the bot and one user.</summary>
    DirectMessage = 1,

    /// <summary>A voice channel of a guild.</summary>
    Voice = 2,

    /// <summary>A category of channels.</summary>
    Category = 4,

    /// <summary>A text channel that other guilds can follow.</summary>
    Announcement = 5,

    /// <summary>A thread below an announcement channel.</summary>
    AnnouncementThread = 10,

    /// <summary>A public thread below a text, forum or media channel.</summary>
    Thread = 11,

    /// <summary>A thread below a text channel that only its members and moderators see.</summary>
    PrivateThread = 12,

    /// <summary>A voice channel for events with an audience.</summary>
    Stage = 13,

    /// <summary>A channel that contains only threads.</summary>
    Forum = 15,

    /// <summary>A channel that contains only threads, shown as media.</summary>
    Media = 16,
}
