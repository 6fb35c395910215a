namespace Spectacles.Gateway.Testing;

/// <summary>A channel of a <see cref="GuildDescription"/>.</summary>
/// <param name="Name">The channel's name: 1 to 100 characters.</param>
/// <param name="Kind">The type of the channel: one of those that a guild has from the start, so not a thread.</param>
public sealed record ChannelDescription(string Name, ChannelKind Kind = ChannelKind.Text)
{
    /// <summary>The channel's id; null for one that depends on the seed.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>The name of the category that the channel is in; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>The topic: at most 1024 characters; null for none.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether the channel is age-restricted.</summary>
    public bool Nsfw { get; init; }
}
