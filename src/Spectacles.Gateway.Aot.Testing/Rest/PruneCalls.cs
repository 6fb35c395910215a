using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that remove inactive members.</summary>
/// <remarks>
/// https://discord.com/developers/docs/resources/guild#get-guild-prune-count. Inactive is here who is offline and joined before that many
/// days, because it is not recorded when a member was last online.
/// </remarks>
internal static class PruneCalls
{
    private const string Path = "/guilds/{guild_id}/prune";
    private const int DefaultDays = 7;

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", Path, GuildHandler.Read(Count));
        routes.Map("POST", Path, GuildHandler.Change(Begin));
    }

    private static RestAnswer Count(RestRequest call, SimulatedGuild guild)
    {
        string[] roles = (call.Query("include_roles") ?? "").Split(',');
        return Ok(FindInactive(call, guild, call.QueryNumber("days", DefaultDays), roles).Count());
    }

    /// <summary>Removes the members at once, and returns their number unless <c>compute_prune_count</c> is false.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#begin-guild-prune</remarks>
    private static RestAnswer Begin(RestRequest call, SimulatedGuild guild)
    {
        string[] roles = call.Body.Field("include_roles").ValueKind == JsonValueKind.Array
            ? [.. call.Body.Elements("include_roles").Select(id => id.ToString())]
            : (call.Body.Text("include_roles") ?? "").Split(',');
        SimulatedMember[] inactive = [.. FindInactive(call, guild, call.Body.Integer("days") ?? DefaultDays, roles)];
        foreach (var member in inactive)
        {
            call.Membership.Remove(guild, member);
        }

        return Ok(call.Body.Flag("compute_prune_count") == false ? null : inactive.Length);
    }

    /// <summary>Members with a role are kept, unless all of their roles are among these.</summary>
    private static IEnumerable<SimulatedMember> FindInactive(RestRequest call, SimulatedGuild guild, long days, string[] roles)
    {
        var since = call.State.Rules.Time.GetUtcNow() - TimeSpan.FromDays(days);
        return guild.People.Where(
            member => Membership.CanBeRemoved(guild, member)
                && member.Status == "offline"
                && member.JoinedAt < since
                && member.Roles.All(role => roles.Contains(role.ToString())));
    }

    private static RestAnswer Ok(int? pruned) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        if (pruned is { } count)
        {
            writer.WriteNumber("pruned", count);
        }
        else
        {
            writer.WriteNull("pruned");
        }

        writer.WriteEndObject();
    });
}
