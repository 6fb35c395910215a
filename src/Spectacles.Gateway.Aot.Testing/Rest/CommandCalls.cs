using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that register application commands.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#endpoints</remarks>
internal sealed class CommandCalls(GatewayState state)
{
    public RestAnswer Answer(string method, string applicationId, string? guildId, byte[] body)
    {
        if (applicationId != state.World.ApplicationId.ToString())
        {
            return RestAnswer.Error(404, 10002, "Unknown Application");
        }

        Snowflake? guild = null;
        if (guildId is not null)
        {
            if (!Snowflake.TryParse(guildId, null, out var id) || state.World.FindGuild(id) is null)
            {
                return RestAnswer.Error(403, 50001, "Missing Access");
            }

            guild = id;
        }

        if (method == "GET")
        {
            return List(guild);
        }

        if (!TryRead(body, guild, single: method == "POST", out var commands))
        {
            return RestAnswer.Error(400, 50035, "Invalid Form Body");
        }

        if (method == "PUT")
        {
            state.Commands.Replace(guild, commands);
            return List(guild);
        }

        var created = commands[0];
        state.Commands.Replace(
            guild, [.. state.Commands.Snapshot().Where(command => command.GuildId == guild && command.Name != created.Name), created]);
        return new RestAnswer(201, Json.Write(writer => Write(writer, created)));
    }

    private RestAnswer List(Snowflake? guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var command in state.Commands.Snapshot())
        {
            if (command.GuildId == guild)
            {
                Write(writer, command);
            }
        }

        writer.WriteEndArray();
    });

    private bool TryRead(byte[] body, Snowflake? guild, bool single, out List<RegisteredCommand> commands)
    {
        commands = [];
        try
        {
            Json.Validate(body);
        }
        catch (JsonException)
        {
            return false;
        }

        var slice = new JsonSlice(body.AsSpan().Trim(" \t\r\n"u8));
        if (single)
        {
            return TryAdd(slice, guild, commands);
        }

        if (!slice.IsArray)
        {
            return false;
        }

        foreach (var element in slice)
        {
            if (!TryAdd(element, guild, commands))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(JsonSlice command, Snowflake? guild, List<RegisteredCommand> commands)
    {
        if (command["name"u8].AsString() is not { Length: >= 1 and <= 32 } name)
        {
            return false;
        }

        if (!command["type"u8].TryGetInt64(out long type))
        {
            type = 1;
        }
        // A slash command requires a description.
        if (type == 1 && command["description"u8].AsString() is not { Length: >= 1 and <= 100 })
        {
            return false;
        }

        commands.Add(new RegisteredCommand(state.World.Ids.Now(), name, (int)type, guild, Encoding.UTF8.GetString(command.Bytes)));
        return true;
    }

    private void Write(Utf8JsonWriter writer, RegisteredCommand command)
    {
        var sent = new JsonSlice(Encoding.UTF8.GetBytes(command.Json));
        writer.WriteStartObject();
        writer.WriteId("id", command.Id);
        writer.WriteId("application_id", state.World.ApplicationId);
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
