namespace Spectacles.Gateway.Testing;

/// <summary>The type of a channel.</summary>
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

    /// <summary>A thread below a text channel.</summary>
    Thread = 11,
}
