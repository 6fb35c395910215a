using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls about the roles of a guild. Permissions and the order of roles restrict nobody.</summary>
/// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-roles</remarks>
internal static class RoleCalls
{
    private const int MaxRoles = 250;
    private const string All = "/guilds/{guild_id}/roles";
    private const string One = "/guilds/{guild_id}/roles/{role_id}";

    private static readonly RestAnswer InvalidRole = RestAnswer.Error(400, 50028, "Invalid Role");

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", All, GuildHandler.Read(static (_, guild) => List(guild)));
        routes.Map("POST", All, GuildHandler.Change(Create));
        routes.Map("PATCH", All, GuildHandler.Change(MoveAll));
        routes.Map("GET", "/guilds/{guild_id}/roles/member-counts", GuildHandler.Read(CountMembers));
        routes.Map("GET", One, GuildHandler.Read(static (call, guild) => Find(call, guild) is { } role ? Ok(role) : NotFound.Role));
        routes.Map("PATCH", One, GuildHandler.Change(Update));
        routes.Map("DELETE", One, GuildHandler.Change(Delete));
    }

    private static SimulatedRole? Find(RestRequest call, SimulatedGuild guild) =>
        guild.Roles.FirstOrDefault(role => role.Id == call.Id("role_id"));

    private static RestAnswer Ok(SimulatedRole role) => RestAnswer.Ok(writer => writer.WriteRole(role));

    private static RestAnswer List(SimulatedGuild guild) => RestAnswer.Ok(guild.Roles, static (writer, role) => writer.WriteRole(role));

    /// <summary>The number of members of each role except <c>@everyone</c>.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-role-member-counts</remarks>
    private static RestAnswer CountMembers(RestRequest call, SimulatedGuild guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        foreach (var role in guild.Roles.Where(role => role.Id != guild.Id))
        {
            writer.WriteNumber(
                role.Id.Value.ToString(CultureInfo.InvariantCulture), guild.Members.Count(member => member.Roles.Contains(role.Id)));
        }

        writer.WriteEndObject();
    });

    /// <summary>A new role is at position 1 and has the permissions of <c>@everyone</c>.</summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#create-guild-role,
    /// https://discord.com/developers/docs/events/gateway-events#guild-role-create
    /// </remarks>
    private static RestAnswer Create(RestRequest call, SimulatedGuild guild)
    {
        if (guild.Roles.Count >= MaxRoles)
        {
            return RestAnswer.Error(400, 30005, $"Maximum number of server roles reached ({MaxRoles})");
        }

        var settings = guild.Roles[0].Settings["permissions"] is { IsEmpty: false } permissions
            ? SettingMap.Empty.With("permissions", permissions)
            : SettingMap.Empty;
        var role = Change(new SimulatedRole(call.World.Ids.Now(), "new role", 0, 1) { Settings = settings }, call.Body);
        guild.RoleList.Add(role);
        Dispatch(call, "GUILD_ROLE_CREATE", guild, role);
        return Ok(role);
    }

    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#modify-guild-role,
    /// https://discord.com/developers/docs/events/gateway-events#guild-role-update
    /// </remarks>
    private static RestAnswer Update(RestRequest call, SimulatedGuild guild)
    {
        if (guild.RoleList.Update(role => role.Id == call.Id("role_id"), role => Change(role, call.Body)) is not { } changed)
        {
            return NotFound.Role;
        }

        Dispatch(call, "GUILD_ROLE_UPDATE", guild, changed);
        return Ok(changed);
    }

    /// <summary>Sets the positions of some roles. Roles with the same position are in the order of their ids.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#modify-guild-role-positions</remarks>
    private static RestAnswer MoveAll(RestRequest call, SimulatedGuild guild)
    {
        if (call.Body.ValueKind == JsonValueKind.Undefined)
        {
            return RestAnswer.InvalidJson;
        }

        var known = guild.Roles.ToDictionary(role => role.Id);
        List<SimulatedRole> moved = [];
        foreach (var element in call.Body.EnumerateArray())
        {
            if (element.Id("id") is not { } id || !known.TryGetValue(id, out var role))
            {
                return NotFound.Role;
            }

            int position = (int)(element.Integer("position") ?? role.Position);
            if (id == guild.Id && position != role.Position)
            {
                return InvalidRole;
            }

            if (position != role.Position)
            {
                moved.Add(role with { Position = position });
            }
        }

        foreach (var role in moved)
        {
            guild.RoleList.Update(other => other.Id == role.Id, _ => role);
            Dispatch(call, "GUILD_ROLE_UPDATE", guild, role);
        }

        return List(guild);
    }

    /// <summary>Deletes a role, which its members lose without an event of their own.</summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#delete-guild-role,
    /// https://discord.com/developers/docs/events/gateway-events#guild-role-delete
    /// </remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedGuild guild)
    {
        if (call.Id("role_id") == guild.Id)
        {
            return InvalidRole;
        }

        if (guild.RoleList.Remove(role => role.Id == call.Id("role_id")) is not { } removed)
        {
            return NotFound.Role;
        }

        foreach (var member in guild.Members.Where(member => member.Roles.Contains(removed.Id)))
        {
            member.Roles = [.. member.Roles.Where(id => id != removed.Id)];
        }

        call.State.Dispatch("GUILD_ROLE_DELETE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", guild.Id);
            writer.WriteId("role_id", removed.Id);
            writer.WriteEndObject();
        }));
        return RestAnswer.NoContent;
    }

    private static SimulatedRole Change(SimulatedRole role, JsonElement body)
    {
        var colors = body.Field("colors");
        var settings = role.Settings
            .With(body, "hoist", "mentionable", "unicode_emoji")
            .With(colors, "secondary_color", "tertiary_color")
            .WithImages(body, "icon");
        if (body.Integer("permissions") is { } permissions)
        {
            settings = settings.With("permissions", Encoding.UTF8.GetBytes($"\"{permissions}\""));
        }

        return role with
        {
            Name = body.Text("name") ?? role.Name,
            Color = (int)(colors.Integer("primary_color") ?? body.Integer("color") ?? (body.Has("color") ? 0 : role.Color)),
            Settings = settings,
        };
    }

    private static void Dispatch(RestRequest call, string name, SimulatedGuild guild, SimulatedRole role) =>
        call.State.Dispatch(name, Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", guild.Id);
            writer.WritePropertyName("role");
            writer.WriteRole(role);
            writer.WriteEndObject();
        }));
}
