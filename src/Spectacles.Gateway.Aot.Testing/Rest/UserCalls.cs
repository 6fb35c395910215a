namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls about users and about the bot's own account and guilds.</summary>
/// <remarks>https://discord.com/developers/docs/resources/user</remarks>
internal static class UserCalls
{
    private const int GuildsPerPage = 200;

    public static void Map(RestRoutes routes)
    {
        routes.Map("PATCH", "/users/@me", UpdateOwn);
        routes.Map("GET", "/users/{user_id}", Get);
        routes.Map("GET", "/users/@me/guilds", ListGuilds);
        routes.Map("DELETE", "/users/@me/guilds/{guild_id}", GuildHandler.Change(Leave));
        routes.Map("GET", "/users/@me/guilds/{guild_id}/member", GuildHandler.Read(GetOwnMember));
    }

    /// <remarks>https://discord.com/developers/docs/resources/user#get-user</remarks>
    private static RestAnswer Get(RestRequest call) => call.Id("user_id") is { } id && call.World.FindUser(id) is { } user
        ? RestAnswer.Ok(writer => writer.WriteUser(user))
        : NotFound.User;

    /// <remarks>
    /// https://discord.com/developers/docs/resources/user#modify-current-user,
    /// https://discord.com/developers/docs/events/gateway-events#user-update; a member is updated when its user is:
    /// https://discord.com/developers/docs/events/gateway-events#guild-member-update
    /// </remarks>
    private static RestAnswer UpdateOwn(RestRequest call)
    {
        var bot = call.World.ChangeBot(bot => bot with
        {
            Name = call.Body.Text("username") ?? bot.Name,
            Settings = bot.Settings.WithImages(call.Body, "avatar", "banner"),
        });
        call.State.Dispatch("USER_UPDATE", Json.Write(writer => writer.WriteOwnUser(bot)));
        foreach (var guild in call.World.Guilds)
        {
            lock (guild.Changes)
            {
                call.Membership.DispatchUpdate(guild, guild.Bot);
            }
        }

        return RestAnswer.Ok(writer => writer.WriteOwnUser(bot));
    }

    /// <remarks>https://discord.com/developers/docs/resources/user#get-current-user-guilds</remarks>
    private static RestAnswer ListGuilds(RestRequest call)
    {
        bool withCounts = call.QueryFlag("with_counts");
        return RestAnswer.Ok(
            call.Page(call.World.Guilds, static guild => guild.Id, GuildsPerPage),
            (writer, guild) => writer.WriteOwnGuild(guild, withCounts));
    }

    /// <remarks>
    /// https://discord.com/developers/docs/resources/user#leave-guild,
    /// https://discord.com/developers/docs/events/gateway-events#guild-delete
    /// </remarks>
    private static RestAnswer Leave(RestRequest call, SimulatedGuild guild)
    {
        call.State.Guilds.Remove(guild);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/user#get-current-user-guild-member</remarks>
    private static RestAnswer GetOwnMember(RestRequest call, SimulatedGuild guild) =>
        RestAnswer.Ok(writer => writer.WriteMember(guild.Bot, withUser: true));
}
