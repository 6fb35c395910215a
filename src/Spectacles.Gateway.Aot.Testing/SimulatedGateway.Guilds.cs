namespace Spectacles.Gateway.Testing;

/// <content>Outages of guilds, and guilds that the bot joins and leaves.</content>
public sealed partial class SimulatedGateway
{
    /// <summary>
    /// Begins an outage of a guild (GUILD_DELETE with <c>unavailable</c>). Until it ends, <see cref="Dispatch"/> sends no event of the
    /// guild, its users can do nothing, and requests for it are not answered. Nothing happens if the outage has begun before.
    /// </summary>
    /// <param name="guild">The guild. Sessions that start meanwhile receive <see cref="GatewayScript.OutageNotice"/>.</param>
    /// <exception cref="InvalidOperationException">The bot is not in the guild.</exception>
    /// <remarks>https://discord.com/developers/docs/events/gateway#guild-availability</remarks>
    public void StartOutage(SimulatedGuild guild) => state.Guilds.StartOutage(guild);

    /// <summary>Ends the outage of a guild (GUILD_CREATE). Nothing happens if there is none.</summary>
    /// <exception cref="InvalidOperationException">The bot is not in the guild.</exception>
    public void EndOutage(SimulatedGuild guild) => state.Guilds.EndOutage(guild);

    /// <summary>Adds the bot to a guild (GUILD_CREATE without <c>unavailable</c>).</summary>
    /// <param name="guild">A guild from which the bot was removed; null for a new one.</param>
    /// <returns>The guild, which is now the last one of <see cref="SimulatedWorld.Guilds"/>.</returns>
    /// <exception cref="InvalidOperationException">The bot is in the guild, or the guild is of another gateway.</exception>
    public SimulatedGuild AddGuild(SimulatedGuild? guild = null) => state.Guilds.Add(guild);

    /// <summary>Removes the bot from a guild, whether in an outage or not (GUILD_DELETE without <c>unavailable</c>).</summary>
    /// <exception cref="InvalidOperationException">The bot is not in the guild.</exception>
    public void RemoveGuild(SimulatedGuild guild) => state.Guilds.Remove(guild);
}
