namespace Spectacles.Gateway.Testing;

/// <summary>A channel or thread.</summary>
/// <param name="Id">The channel's id.</param>
/// <param name="Name">The channel's name.</param>
/// <param name="Kind">The type of the channel.</param>
/// <param name="Parent">The category of a channel, or the channel of a thread.</param>
/// <param name="Position">The position among the guild's channels, from 0.</param>
/// <param name="GuildId">The guild; null for a direct message.</param>
public sealed record SimulatedChannel(Snowflake Id, string Name, ChannelKind Kind, Snowflake? Parent, int Position, Snowflake? GuildId)
{
    internal SimulatedUser? Recipient { get; init; }

    internal ChannelActivity Activity { get; init; } = new();

    /// <summary>The other fields of the channel, such as <c>topic</c>.</summary>
    internal SettingMap Settings { get; init; } = SettingMap.Empty;
}
