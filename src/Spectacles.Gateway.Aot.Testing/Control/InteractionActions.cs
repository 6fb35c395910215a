using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// What people do with the bot's commands and components. Each waits for the bot's answer, unless the request says not to.
/// </summary>
internal static class InteractionActions
{
    public static async Task<ControlAnswer> UseAsync(ControlRequest request)
    {
        var who = request.Who;
        string command = request.Required("command");
        var options = new CommandOptions();
        if (request.Body.Field("options") is { ValueKind: JsonValueKind.Object } given)
        {
            foreach (var option in given.EnumerateObject())
            {
                options[option.Name] = Value(option.Value);
            }
        }

        var people = request.Gateway.People;
        return await RunAsync(request, command, () => request.Body.Text("on_user") is { } user
            ? people.UseUserCommand(who.Guild, command, people[user].Member, who.Member)
            : request.Body.Has("on_message")
                ? people.UseMessageCommand(who.Guild, command, request.RequiredId("on_message"), who.Member)
                : people.UseCommand(who.Guild, command, who.Member, request.Channel(who.Guild), options));
    }

    public static Task<ControlAnswer> CompleteAsync(ControlRequest request)
    {
        var who = request.Who;
        string command = request.Required("command");
        return RunAsync(request, command, () => request.Gateway.People.TypeOption(
            who.Guild, command, request.Required("option"), request.Required("text"), who.Member));
    }

    public static Task<ControlAnswer> PressAsync(ControlRequest request)
    {
        var who = request.Who;
        return AnswerAsync(request, request.Gateway.People.Press(
            who.Guild, request.RequiredId("message_id"), request.Required("custom_id"), who.Member));
    }

    public static Task<ControlAnswer> ChooseAsync(ControlRequest request)
    {
        var who = request.Who;
        string[] values = [.. request.Body.Elements("values").Select(value => value.GetString()!)];
        return AnswerAsync(request, request.Gateway.People.Choose(
            who.Guild, request.RequiredId("message_id"), request.Required("custom_id"), values, who.Member));
    }

    public static Task<ControlAnswer> SubmitAsync(ControlRequest request)
    {
        var values = request.Body.Field("values").EnumerateObject().ToDictionary(value => value.Name, value => Value(value.Value));
        return AnswerAsync(request, request.Gateway.People.Submit(request.Who.Guild, request.RequiredId("interaction_id"), values));
    }

    /// <summary>Runs a command as soon as the bot is connected and has registered it, and waits for the answer.</summary>
    private static async Task<ControlAnswer> RunAsync(ControlRequest request, string command, Func<Snowflake?> run)
    {
        var interaction = await request.Gateway.People.RunWhenReadyAsync(run, request.Wait, request.Aborted);
        return await AnswerAsync(
            request, interaction ?? throw new InvalidOperationException($"The bot has not registered /{command}."));
    }

    /// <summary>Booleans, numbers and lists as they are; an id as a text, which the option's type turns into an id.</summary>
    private static object Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToArray(),
        _ => value.ToString(),
    };

    /// <summary>Waits for the answer to an interaction that is not only "follows later".</summary>
    private static async Task<ControlAnswer> AnswerAsync(ControlRequest request, Snowflake interaction)
    {
        var reply = request.Wait > TimeSpan.Zero
            ? await ObservationActions.WaitForLineAsync(
                request, 0, request.Wait, line => line.Kind == "reply" && IsAnswer(line, interaction))
            : null;
        return ControlAnswer.Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("interaction_id", interaction);
            if (reply is not null)
            {
                writer.WritePropertyName("reply");
                writer.WriteRawValue(reply.Json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        });
    }

    private static bool IsAnswer(TranscriptLine line, Snowflake interaction)
    {
        if (!line.Json.Contains($"\"interaction_id\":\"{interaction}\"", StringComparison.Ordinal))
        {
            return false;
        }

        using var json = JsonDocument.Parse(line.Json);
        return json.RootElement.Flag("deferred") == false;
    }
}
