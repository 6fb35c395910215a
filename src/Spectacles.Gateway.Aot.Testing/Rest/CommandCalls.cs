using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that register application commands, globally and for a guild.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#endpoints</remarks>
internal static class CommandCalls
{
    private const string Global = "/applications/{application_id}/commands";
    private const string OfGuild = "/applications/{application_id}/guilds/{guild_id}/commands";

    public static RestAnswer UnknownCommand => RestAnswer.Error(404, 10063, "Unknown application command");

    public static void Map(RestRoutes routes)
    {
        foreach (string path in (string[])[Global, OfGuild])
        {
            routes.Map("GET", path, static call => In(call, List));
            routes.Map("PUT", path, static call => In(call, Replace));
            routes.Map("POST", path, static call => In(call, Create));
            routes.Map("GET", $"{path}/{{command_id}}", static call => In(call, Get));
            routes.Map("PATCH", $"{path}/{{command_id}}", static call => In(call, Edit));
            routes.Map("DELETE", $"{path}/{{command_id}}", static call => In(call, Delete));
        }
    }

    /// <summary>Answers a call for the commands of a guild, or for the global ones when the path names no guild.</summary>
    public static RestAnswer In(RestRequest call, Func<RestRequest, Snowflake?, RestAnswer> answer)
    {
        if (call.Id("application_id") != call.World.ApplicationId)
        {
            return RestAnswer.Error(404, 10002, "Unknown Application");
        }

        lock (call.State.Commands.Changes)
        {
            if (call.Route.Template.StartsWith(Global, StringComparison.Ordinal))
            {
                return answer(call, null);
            }

            return call.Id("guild_id") is { } guild && call.World.FindGuild(guild) is not null
                ? answer(call, guild)
                : RestAnswer.Error(403, 50001, "Missing Access");
        }
    }

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands</remarks>
    private static RestAnswer List(RestRequest call, Snowflake? guild) => Show(
        call.State.Commands.In(guild),
        new CommandWriting(call.World.ApplicationId, call.QueryFlag("with_localizations"), call.Locale));

    /// <summary>
    /// Replaces all commands. One with the id, or the name and type, of a registered command is a change of that command.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands</remarks>
    private static RestAnswer Replace(RestRequest call, Snowflake? guild)
    {
        if (call.Body.ValueKind == JsonValueKind.Undefined)
        {
            return RestAnswer.InvalidJson;
        }

        JsonElement[] sent = call.Body.ValueKind == JsonValueKind.Array ? [.. call.Body.EnumerateArray()] : [];
        var known = call.State.Commands.In(guild);
        var errors = new FormErrors();
        List<RegisteredCommand> next = [];
        for (int index = 0; index < sent.Length; index++)
        {
            var at = errors[index.ToString(CultureInfo.InvariantCulture)];
            CommandRules.Check(sent[index], guild is not null, at);
            var left = known.ExceptBy(next.Select(one => one.Id), one => one.Id);
            var registered = left.FirstOrDefault(one => one.Id == sent[index].Id("id")) ?? Find(left, sent[index]);
            var command = Read(call, sent[index], guild, registered);
            if (next.Exists(other => IsSame(other, command)))
            {
                CommandRules.AddDuplicate(at);
            }

            next.Add(command);
        }

        if (Refuse(errors, next) is { } refusal)
        {
            return refusal;
        }

        call.State.Commands.Replace(guild, next);
        foreach (var removed in known.ExceptBy(next.Select(command => command.Id), command => command.Id))
        {
            call.State.CommandPermissions.Forget(removed.Id);
        }

        return Show(next, new CommandWriting(call.World.ApplicationId));
    }

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#create-global-application-command</remarks>
    private static RestAnswer Create(RestRequest call, Snowflake? guild)
    {
        var known = call.State.Commands.In(guild);
        var overwritten = Find(known, call.Body);
        return Save(call, Read(call, call.Body, guild, overwritten), overwritten is null ? 201 : 200);
    }

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#get-global-application-command</remarks>
    private static RestAnswer Get(RestRequest call, Snowflake? guild) =>
        FindById(call, guild) is { } command ? Show(call, command, 200) : UnknownCommand;

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#edit-global-application-command</remarks>
    private static RestAnswer Edit(RestRequest call, Snowflake? guild)
    {
        if (FindById(call, guild) is not { } command)
        {
            return UnknownCommand;
        }

        using var edited = JsonDocument.Parse(Merge(command.Definition(), call.Body));
        return Save(call, Read(call, edited.RootElement, guild, command), 200);
    }

    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#delete-global-application-command</remarks>
    private static RestAnswer Delete(RestRequest call, Snowflake? guild)
    {
        if (FindById(call, guild) is not { } command)
        {
            return UnknownCommand;
        }

        call.State.Commands.Remove(command.Id);
        call.State.CommandPermissions.Forget(command.Id);
        return RestAnswer.NoContent;
    }

    /// <summary>Checks a new or changed command against the others of its scope, and keeps it.</summary>
    private static RestAnswer Save(RestRequest call, RegisteredCommand command, int status)
    {
        var others = call.State.Commands.In(command.GuildId).Where(other => other.Id != command.Id).ToArray();
        var errors = new FormErrors();
        CommandRules.Check(command.Definition(), command.GuildId is not null, errors);
        if (Array.Exists(others, other => IsSame(other, command)))
        {
            CommandRules.AddDuplicate(errors);
        }

        if (Refuse(errors, [.. others, command]) is { } refusal)
        {
            return refusal;
        }

        call.State.Commands.Put(command);
        return Show(call, command, status);
    }

    private static RestAnswer? Refuse(FormErrors errors, IEnumerable<RegisteredCommand> commands)
    {
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        return CommandRules.ExceededLimit(commands) is { } limit
            ? RestAnswer.Error(
                400, 30032, string.Create(CultureInfo.InvariantCulture, $"Maximum number of application commands reached ({limit})"))
            : null;
    }

    /// <summary>The command of a definition. A registered one keeps its id, and gets another version when the definition differs.</summary>
    private static RegisteredCommand Read(RestRequest call, JsonElement sent, Snowflake? guild, RegisteredCommand? registered)
    {
        var kind = registered is null ? sent.CommandKind() : (CommandKind)registered.Type;
        var command = new RegisteredCommand(
            registered?.Id ?? call.World.Ids.Now(), sent.Text("name")!, (int)kind, guild, sent.GetRawText());
        if (registered is null)
        {
            return command;
        }

        bool isSame = JsonElement.DeepEquals(registered.Definition(), sent);
        return command with { Version = isSame ? registered.Version : call.World.Ids.Now() };
    }

    /// <summary>The definition with the fields of the body instead of its own.</summary>
    private static byte[] Merge(JsonElement definition, JsonElement body) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var field in definition.EnumerateObject().Where(field => !body.Has(field.Name)))
        {
            field.WriteTo(writer);
        }

        if (body.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in body.EnumerateObject().Where(static field => field.Name != "type"))
            {
                field.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    });

    private static RegisteredCommand? FindById(RestRequest call, Snowflake? guild) =>
        call.State.Commands.In(guild).FirstOrDefault(command => command.Id == call.Id("command_id"));

    private static RegisteredCommand? Find(IEnumerable<RegisteredCommand> commands, JsonElement sent) =>
        commands.FirstOrDefault(command => command.Name == sent.Text("name") && command.Type == (int)sent.CommandKind());

    private static bool IsSame(RegisteredCommand one, RegisteredCommand other) => one.Name == other.Name && one.Type == other.Type;

    private static RestAnswer Show(RestRequest call, RegisteredCommand command, int status) => new(
        status, Json.Write(writer => new CommandWriting(call.World.ApplicationId).Write(writer, command)));

    private static RestAnswer Show(IEnumerable<RegisteredCommand> commands, CommandWriting writing) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var command in commands)
        {
            writing.Write(writer, command);
        }

        writer.WriteEndArray();
    });
}
