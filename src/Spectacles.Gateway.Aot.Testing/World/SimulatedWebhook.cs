namespace Spectacles.Gateway.Testing;

/// <summary>A webhook that the bot has created in a channel.</summary>
/// <param name="Id">The webhook's id.</param>
/// <param name="Token">The token with which anybody can use it.</param>
/// <param name="ChannelId">The channel that it sends to.</param>
/// <param name="GuildId">The guild of the channel.</param>
/// <param name="Name">The name of its messages' author.</param>
/// <param name="Avatar">The hash of its avatar; null for none.</param>
/// <remarks>https://discord.com/developers/docs/resources/webhook#webhook-object</remarks>
internal sealed record SimulatedWebhook(Snowflake Id, string Token, Snowflake ChannelId, Snowflake GuildId, string Name, string? Avatar);
