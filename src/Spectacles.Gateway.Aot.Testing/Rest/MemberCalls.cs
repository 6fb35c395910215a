using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls about the members of a guild. Permissions and the order of roles restrict nobody.</summary>
/// <remarks>https://discord.com/developers/docs/resources/guild#guild-member-object</remarks>
internal static class MemberCalls
{
    private const string All = "/guilds/{guild_id}/members";
    private const string One = "/guilds/{guild_id}/members/{user_id}";
    private const string Own = "/guilds/{guild_id}/members/@me";
    private const string Role = "/guilds/{guild_id}/members/{user_id}/roles/{role_id}";

    private static readonly string[] MemberFields = ["nick", "roles", "communication_disabled_until", "flags"];

    /// <remarks>https://discord.com/developers/docs/resources/guild#modify-guild-member</remarks>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(28);

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", All, GuildHandler.Read(List));
        routes.Map("GET", "/guilds/{guild_id}/members/search", GuildHandler.Read(Search));
        routes.Map("GET", One, GuildHandler.Read(static (call, guild) => GuildHandler.WithMember(call, guild, Ok)));
        routes.Map("PATCH", One, Changing(Update));
        routes.Map("PATCH", Own, GuildHandler.Change(UpdateOwn));
        routes.Map("DELETE", One, Changing(Remove));
        routes.Map("PUT", Role, Changing(static (call, guild, member) => ChangeRole(call, guild, member, isAdded: true)));
        routes.Map("DELETE", Role, Changing(static (call, guild, member) => ChangeRole(call, guild, member, isAdded: false)));
    }

    private static RestHandler Changing(Func<RestRequest, SimulatedGuild, SimulatedMember, RestAnswer> change) =>
        GuildHandler.Change((call, guild) => GuildHandler.WithMember(call, guild, member => change(call, guild, member)));

    private static RestAnswer Ok(SimulatedMember member) => RestAnswer.Ok(writer => writer.WriteMember(member, withUser: true));

    private static RestAnswer Ok(IEnumerable<SimulatedMember> members) =>
        RestAnswer.Ok(members, static (writer, member) => writer.WriteMember(member, withUser: true));

    /// <summary>The members in the order of their ids. The application needs the privileged intent GUILD_MEMBERS.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#list-guild-members</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild) =>
        (call.State.Rules.EnabledPrivilegedIntents & GatewayIntents.GuildMembers) == 0
            ? RestAnswer.Error(403, 50001, "Missing Access")
            : Ok(call.Page(guild.Members, static member => member.User.Id, limit: 1));

    /// <summary>The members whose name or nickname starts with the query.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#search-guild-members</remarks>
    private static RestAnswer Search(RestRequest call, SimulatedGuild guild)
    {
        if (call.Query("query") is not { Length: > 0 } text)
        {
            return RestAnswer.InvalidForm("query", "BASE_TYPE_REQUIRED", "This field is required");
        }

        return Ok(guild.Members
            .Where(member => Starts(member.User.Name, text) || Starts(new JsonSlice(member.Settings["nick"]).AsString(), text))
            .Take(call.QueryNumber("limit", 1)));
    }

    private static bool Starts(string? name, string text) => name?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true;

    /// <remarks>https://discord.com/developers/docs/resources/guild#modify-current-member</remarks>
    private static RestAnswer UpdateOwn(RestRequest call, SimulatedGuild guild)
    {
        guild.Bot.Settings = WithNick(guild.Bot.Settings, call.Body).WithImages(call.Body, "avatar", "banner");
        call.Membership.DispatchUpdate(guild, guild.Bot);
        return Ok(guild.Bot);
    }

    /// <remarks>https://discord.com/developers/docs/resources/guild#modify-guild-member</remarks>
    private static RestAnswer Update(RestRequest call, SimulatedGuild guild, SimulatedMember member)
    {
        var body = call.Body;
        Snowflake[] roles = [.. body.Elements("roles").Select(id => id.AsId()).OfType<Snowflake>().Where(id => id != guild.Id).Distinct()];
        if (roles.Except(guild.Roles.Select(role => role.Id)).Any())
        {
            return NotFound.Role;
        }

        if (RefuseVoice(body, guild, member) is { } refusal)
        {
            return refusal;
        }

        var settings = WithNick(member.Settings, body).With(body, "mute", "deaf", "flags");
        if (body.Has("communication_disabled_until"))
        {
            if (!TryReadTimeout(call, out byte[] until))
            {
                return RestAnswer.InvalidForm(
                    "communication_disabled_until",
                    "INVALID_COMMUNICATION_DISABLED_TIMESTAMP",
                    "Invalid communication disabled timestamp");
            }

            settings = settings.With("communication_disabled_until", until);
        }

        member.Settings = settings;
        member.Roles = body.Has("roles") ? roles : member.Roles;
        if (body.Has("channel_id"))
        {
            member.VoiceChannelId = body.Id("channel_id");
        }

        Dispatch(call, guild, member);
        return Ok(member);
    }

    /// <summary>Dispatches what the call has changed: the member, the voice state or both.</summary>
    private static void Dispatch(RestRequest call, SimulatedGuild guild, SimulatedMember member)
    {
        bool isVoice = call.Body.Has("mute") || call.Body.Has("deaf");
        if (isVoice || MemberFields.Any(name => call.Body.Has(name)))
        {
            call.Membership.DispatchUpdate(guild, member);
        }

        if (isVoice || call.Body.Has("channel_id"))
        {
            call.Membership.DispatchVoiceState(guild, member);
        }
    }

    /// <summary>Only a member in a voice channel can be muted, deafened and moved.</summary>
    private static RestAnswer? RefuseVoice(JsonElement body, SimulatedGuild guild, SimulatedMember member)
    {
        if (!body.Has("mute") && !body.Has("deaf") && !body.Has("channel_id"))
        {
            return null;
        }

        if (member.VoiceChannelId is null)
        {
            return RestAnswer.Error(400, 40032, "Target user is not connected to voice.");
        }

        if (body.Id("channel_id") is not { } id)
        {
            return null;
        }

        return guild.Channels.FirstOrDefault(channel => channel.Id == id) switch
        {
            null => NotFound.Channel,
            { Kind: ChannelKind.Voice } => null,
            _ => RestAnswer.Error(400, 50024, "Cannot execute action on this channel type"),
        };
    }

    private static SettingMap WithNick(SettingMap settings, JsonElement body) =>
        body.Text("nick") is "" ? settings.With("nick", "null"u8) : settings.With(body, "nick");

    /// <summary>Reads until when a member may not write; JSON null for no longer.</summary>
    private static bool TryReadTimeout(RestRequest call, out byte[] until)
    {
        until = "null"u8.ToArray();
        if (call.Body.Text("communication_disabled_until") is not { } text)
        {
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || time > call.State.Rules.Time.GetUtcNow() + LongestTimeout)
        {
            return false;
        }

        until = Json.Write(writer => writer.WriteTimeValue(time.ToUniversalTime()));
        return true;
    }

    /// <summary>Neither the owner nor the bot itself can be removed.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#remove-guild-member</remarks>
    private static RestAnswer Remove(RestRequest call, SimulatedGuild guild, SimulatedMember member)
    {
        if (!Membership.CanBeRemoved(guild, member))
        {
            return RestAnswer.Error(403, 50013, "Missing Permissions");
        }

        call.Membership.Remove(guild, member);
        return RestAnswer.NoContent;
    }

    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#add-guild-member-role,
    /// https://discord.com/developers/docs/resources/guild#remove-guild-member-role
    /// </remarks>
    private static RestAnswer ChangeRole(RestRequest call, SimulatedGuild guild, SimulatedMember member, bool isAdded)
    {
        if (call.Id("role_id") is not { } id || id == guild.Id || !guild.Roles.Any(role => role.Id == id))
        {
            return NotFound.Role;
        }

        if (member.Roles.Contains(id) != isAdded)
        {
            member.Roles = isAdded ? [.. member.Roles, id] : [.. member.Roles.Where(other => other != id)];
            call.Membership.DispatchUpdate(guild, member);
        }

        return RestAnswer.NoContent;
    }
}
