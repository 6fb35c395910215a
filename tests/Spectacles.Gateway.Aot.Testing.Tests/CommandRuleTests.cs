namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Commands that Discord refuses are refused with the path of what is wrong, and nothing is registered.</summary>
public sealed class CommandRuleTests
{
    private const string Option = "\"description\":\"x\"";

    [Theory]
    [InlineData("""{"name":"Ping","description":"x"}""", "name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name":"two words","description":"x"}""", "name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name":"ping!","description":"x"}""", "name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name":"ÄPFEL","description":"x"}""", "name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name":"ping"}""", "description", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"name":"ping","description":""}""", "description", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"name":"Ping","type":2,"description":"x"}""", "description", "APPLICATION_COMMAND_DESCRIPTION_INVALID")]
    [InlineData("""{"name":"Ping","type":3,"options":[{"type":3,"name":"a",OPTION}]}""", "options", "APPLICATION_COMMAND_OPTIONS_INVALID")]
    [InlineData("""{"name":"a","description":"x","name_localizations":{"en":"b"}}""", "name_localizations.en", "ENUM_TYPE_COERCE")]
    [InlineData("""{"name":"a","description":"x","name_localizations":{"de":"B"}}""", "name_localizations.de", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"name":"a","description":"x","description_localizations":{"xx":"B"}}""", "description_localizations.xx", "ENUM_TYPE_COERCE")]
    [InlineData("""{"name":"a","description":"x","options":[{"type":3,"name":"B",OPTION}]}""", "options.0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    public async Task Name_and_description_follow_their_rules(string command, string path, string code) =>
        await AssertRefusedAsync(command, path, code);

    [Theory]
    [InlineData("""{"type":3,"name":"a",OPTION},{"type":4,"name":"a",OPTION}""", "1.name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":3,"name":"a",OPTION},{"type":4,"name":"b",OPTION,"name_localizations":{"de":"a"}}""", "1.name_localizations.de", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":3,"name":"a",OPTION,"name_localizations":{"de":"c"}},{"type":4,"name":"b",OPTION,"name_localizations":{"de":"c"}}""", "1.name_localizations.de", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":3,"name":"a",OPTION},{"type":4,"name":"b",OPTION,"required":true}""", "1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")]
    [InlineData("""{"type":3,"name":"a",OPTION},{"type":1,"name":"b",OPTION}""", "1", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")]
    [InlineData("""{"type":1,"name":"a",OPTION},{"type":3,"name":"b",OPTION}""", "1", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")]
    [InlineData("""{"type":1,"name":"a",OPTION,"options":[{"type":1,"name":"b",OPTION}]}""", "0.options.0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":2,"name":"a",OPTION,"options":[{"type":2,"name":"b",OPTION}]}""", "0.options.0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":2,"name":"a",OPTION,"options":[{"type":3,"name":"b",OPTION}]}""", "0.options.0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":1,"name":"a",OPTION,"options":[{"type":3,"name":"b c",OPTION}]}""", "0.options.0.name", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("""{"type":3,"name":"a",OPTION,"autocomplete":true,"choices":[{"name":"b","value":"c"}]}""", "0.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID")]
    [InlineData("""{"type":3,"name":"a",OPTION,"choices":[{"name":"b","value":"c"},{"name":"b","value":"d"}]}""", "0.choices.1.name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")]
    [InlineData("""{"type":4,"name":"a",OPTION,"choices":[{"name":"b","value":"c"}]}""", "0.choices.0.value", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"type":3,"name":"a",OPTION,"choices":[{"name":"b","value":1}]}""", "0.choices.0.value", "STRING_TYPE_CONVERT")]
    [InlineData("""{"type":3,"name":"a",OPTION,"min_length":3,"max_length":2}""", "0.min_length", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":10,"name":"a",OPTION,"min_value":0.5,"max_value":0.25}""", "0.min_value", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":3,"name":"a",OPTION,"max_length":6001}""", "0.max_length", "NUMBER_TYPE_MAX")]
    [InlineData("""{"type":12,"name":"a",OPTION}""", "0.type", "BASE_TYPE_CHOICES")]
    public async Task Options_follow_their_rules(string options, string path, string code) =>
        await AssertRefusedAsync($$"""{"name":"a","description":"x","options":[{{options}}]}""", $"options.{path}", code);

    [Theory]
    [InlineData("""{"name":"l'été_1-x","description":"x"}""")]
    [InlineData("""{"name":"생일","description":"x","name_localizations":{"hi":"हिन्दी","th":"ภาษาไทยที่"}}""")]
    [InlineData("""{"name":"High Five","type":2}""")]
    [InlineData("""{"name":"a","description":"x","options":[{"type":2,"name":"a",OPTION,"options":[{"type":1,"name":"a",OPTION}]},{"type":1,"name":"b",OPTION}]}""")]
    public async Task Command_that_Discord_accepts_is_accepted(string command)
    {
        await using var bot = await CommandBot.StartAsync();
        var (status, json) = await bot.SendAsync("POST", bot.Commands, command.Replace("OPTION", Option, StringComparison.Ordinal));
        Assert.Equal("", status == 201 ? "" : json.GetRawText());
    }

    [Fact]
    public async Task Two_commands_of_a_type_with_one_name_are_refused()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"a","description":"x"},{"name":"a","type":2},{"name":"a","type":3}]""");

        var (_, error) = await bot.SendAsync("PUT", bot.Commands, """[{"name":"a","description":"x"},{"name":"a","description":"y"}]""");

        Assert.Equal(
            """{"1":{"_errors":[{"code":"APPLICATION_COMMANDS_DUPLICATE_NAME","message":"Application command names must be unique"}]}}""",
            error.GetProperty("errors").GetRawText());
        Assert.Equal(3, bot.Gateway.Commands.Count);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 15)]
    [InlineData(3, 15)]
    public async Task Scope_has_a_limit_for_each_type(int type, int limit)
    {
        string description = type == 1 ? "x" : "";
        string Command(int number) => $$"""{"name":"c{{number}}","type":{{type}},"description":"{{description}}"}""";
        await using var bot = await CommandBot.StartAsync($"[{string.Join(',', Enumerable.Range(0, limit).Select(Command))}]");

        var created = await bot.SendAsync("POST", bot.Commands, Command(limit));
        Assert.Equal((400, 30032), (created.Status, created.Json.GetProperty("code").GetInt32()));
        Assert.Equal($"Maximum number of application commands reached ({limit})", created.Json.GetProperty("message").GetString());
        var replaced = await bot.SendAsync("PUT", bot.Commands, $"[{string.Join(',', Enumerable.Range(0, limit + 1).Select(Command))}]");
        Assert.Equal(30032, replaced.Json.GetProperty("code").GetInt32());
        Assert.Equal(200, (await bot.SendAsync("POST", bot.Commands, Command(0))).Status);
        Assert.Equal(201, (await bot.SendAsync("POST", bot.GuildCommands, Command(limit))).Status);
    }

    [Theory]
    [InlineData(8000, 201)]
    [InlineData(8001, 400)]
    public async Task Size_of_a_slash_command_counts_the_longest_localizations(int size, int expected)
    {
        await using var bot = await CommandBot.StartAsync();
        // The name and the longest description have 5 characters; each option has 3 without the value of its choice.
        int left = size - 5;
        var options = new List<string>();
        for (int index = 0; left > 0; index++)
        {
            int length = Math.Min(left, 400);
            left -= length;
            string value = new('v', length - 3);
            options.Add($$"""{"type":3,"name":"{{(char)('a' + index)}}","description":"x","choices":[{"name":"n","value":"{{value}}"}]}""");
        }

        string body = $$$"""{"name":"s","description":"x","description_localizations":{"de":"lang"},"options":[{{{string.Join(',', options)}}}]}""";
        var (status, json) = await bot.SendAsync("POST", bot.Commands, body);

        Assert.Equal(expected, status);
        if (expected == 400)
        {
            Assert.Equal(
                """{"_errors":[{"code":"APPLICATION_COMMAND_TOO_LARGE","message":"Command exceeds maximum size (8000)"}]}""",
                json.GetProperty("errors").GetRawText());
        }
    }

    [Fact]
    public async Task Entry_point_is_global_and_has_a_handler()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"launch","type":4,"handler":2}]""");
        Assert.Equal(2, (await bot.SendAsync("GET", bot.Commands)).Json[0].GetProperty("handler").GetInt32());
        Assert.Equal(400, (await bot.SendAsync("POST", bot.GuildCommands, """{"name":"launch","type":4}""")).Status);
    }

    private static async Task AssertRefusedAsync(string command, string path, string code)
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"first","description":"x"}]""");
        string body = command.Replace("OPTION", Option, StringComparison.Ordinal);

        foreach ((string method, string sent, string[] parts) in new[]
        {
            ("POST", body, path.Split('.')), ("PUT", $$"""[{"name":"z","description":"x"},{{body}}]""", $"1.{path}".Split('.')),
        })
        {
            var (status, error) = await bot.SendAsync(method, bot.Commands, sent);
            Assert.Equal((400, 50035), (status, error.GetProperty("code").GetInt32()));
            var found = error.GetProperty("errors");
            foreach (string part in parts)
            {
                Assert.True(found.TryGetProperty(part, out var inner), error.GetRawText());
                found = inner;
            }

            Assert.Equal(code, found.GetProperty("_errors")[0].GetProperty("code").GetString());
            Assert.Equal("first", Assert.Single(bot.Gateway.Commands).Name);
        }
    }
}
