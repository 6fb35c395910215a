namespace Spectacles.Gateway.Testing;

/// <summary>Handlers of routes below <c>/guilds/{guild_id}</c>. Without such a guild they answer that it is unknown.</summary>
internal static class GuildHandler
{
    /// <summary>A handler that changes nothing.</summary>
    public static RestHandler Read(Func<RestRequest, SimulatedGuild, RestAnswer> answer) =>
        call => Find(call) is { } guild ? answer(call, guild) : NotFound.Guild;

    /// <summary>A handler that changes the guild, one call after the other.</summary>
    public static RestHandler Change(Func<RestRequest, SimulatedGuild, RestAnswer> answer) => Read((call, guild) =>
    {
        lock (guild.Changes)
        {
            // Another call may have left the guild in the meantime.
            return guild.HasBot ? answer(call, guild) : NotFound.Guild;
        }
    });

    /// <summary>The member of the path; otherwise the response that there is none.</summary>
    public static RestAnswer WithMember(RestRequest call, SimulatedGuild guild, Func<SimulatedMember, RestAnswer> answer) =>
        call.Id("user_id") is not { } id || call.World.FindUser(id) is null
            ? NotFound.User
            : guild.FindMember(id) is { } member ? answer(member) : NotFound.Member;

    private static SimulatedGuild? Find(RestRequest call) => call.Id("guild_id") is { } id ? call.World.FindGuild(id) : null;
}
