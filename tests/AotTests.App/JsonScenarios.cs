using System.Text.Json;
using Spectacles.Gateway.Events;

namespace AotTests.App;

internal static class JsonScenarios
{
    public static Task ReadsAndWritesAMessage()
    {
        var message = JsonSerializer.Deserialize(Payloads.Message, GatewayJsonContext.Default.MessageCreate)!;
        string json = JsonSerializer.Serialize(message, GatewayJsonContext.Default.MessageCreate);
        var again = JsonSerializer.Deserialize(json, GatewayJsonContext.Default.MessageCreate)!;

        Expect.Equal("hi é", again.Content);
        Expect.Equal("ann", again.Author.Username);
        Expect.Equal(1, again.Embeds.Length);
        Expect.Equal(4UL, again.GuildId!.Value.Value);
        Expect.Equal(json, JsonSerializer.Serialize(again, GatewayJsonContext.Default.MessageCreate));
        return Task.CompletedTask;
    }

    public static Task TakesPartInAUsersContext()
    {
        var message = JsonSerializer.Deserialize(Payloads.Message, UserContext.Default.MessageCreate)!;
        string json = JsonSerializer.Serialize(new Archive { Messages = { message, message } }, UserContext.Default.Archive);

        Expect.Equal("ann", JsonSerializer.Deserialize(json, UserContext.Default.Archive)!.Messages[1].Author.Username);
        return Task.CompletedTask;
    }

    public static Task TellsAbsentFromNullInAUsersContext()
    {
        const string Json = """{"Messages":[],"Title":null,"Owner":"5"}""";
        var archive = JsonSerializer.Deserialize(Json, UserContext.Default.Archive)!;

        Expect.Equal(
            (true, null, 5UL, false),
            (archive.Title.IsPresent, archive.Title.Value, archive.Owner.Value!.Value.Value, archive.Count.IsPresent));
        Expect.Equal(Json, JsonSerializer.Serialize(archive, UserContext.Default.Archive));
        return Task.CompletedTask;
    }

    public static Task NamesThePathOfAWrongType()
    {
        try
        {
            JsonSerializer.Deserialize(
                Payloads.Message.Replace("\"3\"", "{}", StringComparison.Ordinal), GatewayJsonContext.Default.MessageCreate);
        }
        catch (JsonException e) when (e.Message.Contains("author.id", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        throw new InvalidOperationException("the error does not name author.id");
    }
}
