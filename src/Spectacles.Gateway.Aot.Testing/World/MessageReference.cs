namespace Spectacles.Gateway.Testing;

/// <summary>The message that another one replies to, forwards or is about.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="ChannelId">Its channel.</param>
/// <param name="GuildId">Its guild; null for a direct message.</param>
/// <remarks>https://discord.com/developers/docs/resources/message#message-reference-structure</remarks>
internal sealed record MessageReference(Snowflake Id, Snowflake ChannelId, Snowflake? GuildId)
{
    /// <summary>A reference to this message.</summary>
    public static MessageReference To(SimulatedMessage message) => new(message.Id, message.Channel.Id, message.Channel.GuildId);
}
