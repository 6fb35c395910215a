namespace Spectacles.Gateway.Testing;

/// <summary>What a channel is for: the <c>type</c> that Discord sends.</summary>
public enum ChannelKind
{
    /// <summary>A text channel of a guild.</summary>
    Text = 0,

    /// <summary>A conversation of the bot and one person.</summary>
    DirectMessage = 1,

    /// <summary>A voice channel of a guild.</summary>
    Voice = 2,

    /// <summary>A group of channels.</summary>
    Category = 4,

    /// <summary>A thread below a text channel.</summary>
    Thread = 11,
}
