using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that ban users from a guild.</summary>
/// <remarks>https://discord.com/developers/docs/resources/guild#ban-object</remarks>
internal static class BanCalls
{
    private const int BansPerPage = 1000;
    private const int SecondsPerDay = 86_400;
    private const string All = "/guilds/{guild_id}/bans";
    private const string One = "/guilds/{guild_id}/bans/{user_id}";

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", All, GuildHandler.Read(List));
        routes.Map("GET", One, GuildHandler.Read(Get));
        routes.Map("PUT", One, GuildHandler.Change(Create));
        routes.Map("DELETE", One, GuildHandler.Change(Remove));
        routes.Map("POST", "/guilds/{guild_id}/bulk-ban", GuildHandler.Change(CreateAll));
    }

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-bans</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild) =>
        RestAnswer.Ok(call.Page(guild.BanList.Items, static ban => ban.User.Id, BansPerPage), Write);

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-ban</remarks>
    private static RestAnswer Get(RestRequest call, SimulatedGuild guild) =>
        guild.BanList.Items.FirstOrDefault(ban => ban.User.Id == call.Id("user_id")) is { } found
            ? RestAnswer.Ok(writer => Write(writer, found))
            : NotFound.Ban;

    /// <summary>Bans a user, whether in the guild or not. A second ban changes nothing.</summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#create-guild-ban,
    /// https://discord.com/developers/docs/events/gateway-events#guild-ban-add
    /// </remarks>
    private static RestAnswer Create(RestRequest call, SimulatedGuild guild)
    {
        if (call.Id("user_id") is not { } id || call.World.FindUser(id) is not { } user)
        {
            return NotFound.User;
        }

        if (!IsAllowed(call, guild, id))
        {
            return RestAnswer.Error(403, 50013, "Missing Permissions");
        }

        if (!IsBanned(guild, id))
        {
            Ban(call, guild, user);
        }

        Purge(call, guild, [id]);
        return RestAnswer.NoContent;
    }

    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#remove-guild-ban,
    /// https://discord.com/developers/docs/events/gateway-events#guild-ban-remove
    /// </remarks>
    private static RestAnswer Remove(RestRequest call, SimulatedGuild guild)
    {
        if (guild.BanList.Remove(ban => ban.User.Id == call.Id("user_id")) is not { } removed)
        {
            return NotFound.Ban;
        }

        call.State.Dispatch("GUILD_BAN_REMOVE", Membership.WriteUserOf(guild, removed.User));
        return RestAnswer.NoContent;
    }

    /// <summary>Bans several users. Those who don't exist, are banned already or can't be banned are listed as failed.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#bulk-guild-ban</remarks>
    private static RestAnswer CreateAll(RestRequest call, SimulatedGuild guild)
    {
        List<Snowflake> banned = [];
        List<Snowflake> failed = [];
        foreach (var id in call.Body.Elements("user_ids").Select(id => id.AsId()).OfType<Snowflake>().Distinct())
        {
            if (call.World.FindUser(id) is { } user && IsAllowed(call, guild, id) && !IsBanned(guild, id))
            {
                Ban(call, guild, user);
                banned.Add(id);
            }
            else
            {
                failed.Add(id);
            }
        }

        if (banned.Count == 0)
        {
            return RestAnswer.Error(400, 500000, "Failed to ban users");
        }

        Purge(call, guild, banned);
        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteIds("banned_users", banned);
            writer.WriteIds("failed_users", failed);
            writer.WriteEndObject();
        });
    }

    private static bool IsAllowed(RestRequest call, SimulatedGuild guild, Snowflake id) =>
        id != guild.OwnerId && id != call.World.Bot.Id;

    private static bool IsBanned(SimulatedGuild guild, Snowflake id) => guild.BanList.Items.Any(ban => ban.User.Id == id);

    private static void Ban(RestRequest call, SimulatedGuild guild, SimulatedUser user)
    {
        guild.BanList.Add(new SimulatedBan(user, call.Reason));
        call.State.Dispatch("GUILD_BAN_ADD", Membership.WriteUserOf(guild, user));
        if (guild.FindMember(user.Id) is { } member)
        {
            call.Membership.Remove(guild, member);
        }
    }

    private static void Purge(RestRequest call, SimulatedGuild guild, IReadOnlyCollection<Snowflake> users) => new MessagePurge(call.State)
        .Delete(
            guild,
            users,
            call.Body.Integer("delete_message_seconds") ?? call.Body.Integer("delete_message_days") * SecondsPerDay ?? 0);

    private static void Write(Utf8JsonWriter writer, SimulatedBan ban)
    {
        writer.WriteStartObject();
        writer.WriteString("reason", ban.Reason);
        writer.WritePropertyName("user");
        writer.WriteUser(ban.User);
        writer.WriteEndObject();
    }
}
