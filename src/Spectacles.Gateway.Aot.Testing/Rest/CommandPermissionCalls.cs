using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls for the permissions of commands in a guild.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#permissions</remarks>
internal static class CommandPermissionCalls
{
    private const string Commands = "/applications/{application_id}/guilds/{guild_id}/commands";

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", $"{Commands}/permissions", static call => CommandCalls.In(call, List));
        routes.Map("GET", $"{Commands}/{{command_id}}/permissions", static call => CommandCalls.In(call, Get));
        routes.Map("PUT", $"{Commands}/{{command_id}}/permissions", static call => CommandCalls.In(call, Replace));
    }

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#get-guild-application-command-permissions</remarks>
    private static RestAnswer List(RestRequest call, Snowflake? guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var (command, permissions) in call.State.CommandPermissions.In(guild!.Value))
        {
            Write(writer, call, command, permissions);
        }

        writer.WriteEndArray();
    });

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#get-application-command-permissions</remarks>
    private static RestAnswer Get(RestRequest call, Snowflake? guild)
    {
        if (FindId(call, guild) is not { } command)
        {
            return CommandCalls.UnknownCommand;
        }

        return call.State.CommandPermissions.Find(guild!.Value, command) is { } permissions
            ? RestAnswer.Ok(writer => Write(writer, call, command, permissions))
            : RestAnswer.Error(404, 10066, "Unknown application command permissions");
    }

    /// <summary>Replaces the permissions of a command, which a user does: a call with the bot's token is refused.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#edit-application-command-permissions</remarks>
    private static RestAnswer Replace(RestRequest call, Snowflake? guild)
    {
        if (!call.IsBearer)
        {
            return RestAnswer.Error(403, 20001, "Bots cannot use this endpoint");
        }

        if (FindId(call, guild) is not { } command)
        {
            return CommandCalls.UnknownCommand;
        }

        CommandPermission[] permissions =
        [
            .. call.Body.Elements("permissions").Select(static sent => new CommandPermission(
                sent.Id("id") ?? default, (int)(sent.Integer("type") ?? 0), sent.Flag("permission") == true)),
        ];
        call.State.CommandPermissions.Set(guild!.Value, command, permissions);
        byte[] changed = Json.Write(writer => Write(writer, call, command, permissions));
        call.State.Dispatch("APPLICATION_COMMAND_PERMISSIONS_UPDATE", changed);
        return new RestAnswer(200, changed);
    }

    /// <summary>The id of a command that is offered in the guild, or that of the application for all commands.</summary>
    private static Snowflake? FindId(RestRequest call, Snowflake? guild)
    {
        var id = call.Id("command_id");
        bool isKnown = id == call.World.ApplicationId
            || call.State.Commands.Snapshot().Any(command => command.Id == id && (command.GuildId ?? guild) == guild);
        return isKnown ? id : null;
    }

    private static void Write(
        Utf8JsonWriter writer, RestRequest call, Snowflake command, IReadOnlyList<CommandPermission> permissions)
    {
        writer.WriteStartObject();
        writer.WriteId("id", command);
        writer.WriteId("application_id", call.World.ApplicationId);
        writer.WriteId("guild_id", call.Id("guild_id"));
        writer.WriteStartArray("permissions");
        foreach (var permission in permissions)
        {
            writer.WriteStartObject();
            writer.WriteId("id", permission.Id);
            writer.WriteNumber("type", permission.Type);
            writer.WriteBoolean("permission", permission.IsAllowed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
