using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that register application commands.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#endpoints</remarks>
internal static class CommandCalls
{
    private const string Global = "/applications/{application_id}/commands";
    private const string OfGuild = "/applications/{application_id}/guilds/{guild_id}/commands";

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", Global, static call => In(call, null, List));
        routes.Map("PUT", Global, static call => In(call, null, Replace));
        routes.Map("POST", Global, static call => In(call, null, Create));
        routes.Map("GET", OfGuild, static call => In(call, call.Id("guild_id"), List));
        routes.Map("PUT", OfGuild, static call => In(call, call.Id("guild_id"), Replace));
        routes.Map("POST", OfGuild, static call => In(call, call.Id("guild_id"), Create));
    }

    private static RestAnswer In(RestRequest call, Snowflake? guild, Func<RestRequest, Snowflake?, RestAnswer> answer)
    {
        if (call.Id("application_id") != call.World.ApplicationId)
        {
            return RestAnswer.Error(404, 10002, "Unknown Application");
        }

        return guild is { } id && call.World.FindGuild(id) is null
            ? RestAnswer.Error(403, 50001, "Missing Access")
            : answer(call, guild);
    }

    private static RestAnswer List(RestRequest call, Snowflake? guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var command in call.State.Commands.Snapshot())
        {
            if (command.GuildId == guild)
            {
                Write(writer, call.World.ApplicationId, command);
            }
        }

        writer.WriteEndArray();
    });

    private static RestAnswer Replace(RestRequest call, Snowflake? guild)
    {
        var errors = new FormErrors();
        int index = 0;
        foreach (var command in call.Body.EnumerateArray())
        {
            Check(command, errors[index++.ToString(CultureInfo.InvariantCulture)]);
        }

        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        call.State.Commands.Replace(guild, [.. call.Body.EnumerateArray().Select(command => Read(call, command, guild))]);
        return List(call, guild);
    }

    private static RestAnswer Create(RestRequest call, Snowflake? guild)
    {
        var errors = new FormErrors();
        Check(call.Body, errors);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        var created = Read(call, call.Body, guild);
        call.State.Commands.Replace(
            guild, [.. call.State.Commands.Snapshot().Where(command => command.GuildId == guild && command.Name != created.Name), created]);
        return new RestAnswer(201, Json.Write(writer => Write(writer, call.World.ApplicationId, created)));
    }

    /// <summary>A slash command requires a description, which the others can't have.</summary>
    private static void Check(JsonElement command, FormErrors errors)
    {
        if ((command.Integer("type") ?? 1) == 1 && command.Text("description") is not { Length: > 0 })
        {
            errors["description"].AddRequired();
        }
    }

    private static RegisteredCommand Read(RestRequest call, JsonElement command, Snowflake? guild) => new(
        call.World.Ids.Now(), command.Text("name")!, (int)(command.Integer("type") ?? 1), guild, command.GetRawText());

    private static void Write(Utf8JsonWriter writer, Snowflake applicationId, RegisteredCommand command)
    {
        var sent = new JsonSlice(Encoding.UTF8.GetBytes(command.Json));
        writer.WriteStartObject();
        writer.WriteId("id", command.Id);
        writer.WriteId("application_id", applicationId);
        writer.WriteId("version", command.Id);
        if (command.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }

        writer.WriteNumber("type", command.Type);
        writer.WriteString("name", command.Name);
        writer.WriteString("description", sent["description"u8].AsString() ?? "");
        writer.WriteNulls("name_localizations", "description_localizations", "default_member_permissions", "contexts");
        writer.WriteStartArray("integration_types");
        writer.WriteNumberValue(0);
        writer.WriteEndArray();
        writer.WriteBoolean("nsfw", false);
        writer.WriteBoolean("dm_permission", true);
        writer.WritePropertyName("options");
        writer.WriteRawValue(sent["options"u8].IsArray ? sent["options"u8].Bytes : "[]"u8, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
