using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A bot registers, reads, edits and deletes its commands, globally and for a guild.</summary>
public sealed class CommandRegistrationTests
{
    private const string Localized = """
        {"name":"play","name_localizations":{"de":"spielen","en-GB":"play-it"},"description":"Plays","type":1,"nsfw":true,
         "description_localizations":{"de":"Spielt"},"default_member_permissions":"32","contexts":[0,1],"integration_types":[0],
         "options":[{"type":3,"name":"song","name_localizations":{"de":"lied"},"description":"x","required":true,"max_length":50},
           {"type":4,"name":"times","description":"x","min_value":1,"max_value":9,
            "choices":[{"name":"once","name_localizations":{"de":"einmal"},"value":1}]},
           {"type":7,"name":"in","description":"x","channel_types":[2]},{"type":10,"name":"speed","description":"x","min_value":0.5}]}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Command_is_created_read_edited_and_deleted(bool inGuild)
    {
        await using var bot = await CommandBot.StartAsync();
        string path = inGuild ? bot.GuildCommands : bot.Commands;

        (int status, var created) = await bot.SendAsync("POST", path, Localized);
        Assert.Equal(201, status);
        string id = created.GetProperty("id").GetString()!;
        Assert.Equal(inGuild ? bot.Guild.Id.ToString() : null, Text(created, "guild_id"));
        Assert.Equal(("spielen", "32", true), (
            Text(created.GetProperty("name_localizations"), "de"), Text(created, "default_member_permissions"),
            created.GetProperty("nsfw").GetBoolean()));
        Assert.Equal(inGuild ? null : "[0,1]", created.TryGetProperty("contexts", out var contexts) ? contexts.GetRawText() : null);
        Assert.Equal(
            """
            [{"type":3,"name":"song","name_localizations":{"de":"lied"},"description":"x","description_localizations":null,"required":true,"max_length":50},{"type":4,"name":"times","name_localizations":null,"description":"x","description_localizations":null,"min_value":1,"max_value":9,"choices":[{"name":"once","name_localizations":{"de":"einmal"},"value":1}]},{"type":7,"name":"in","name_localizations":null,"description":"x","description_localizations":null,"channel_types":[2]},{"type":10,"name":"speed","name_localizations":null,"description":"x","description_localizations":null,"min_value":0.5}]
            """,
            created.GetProperty("options").GetRawText());
        Assert.True(JsonElement.DeepEquals(created, (await bot.SendAsync("GET", $"{path}/{id}")).Json));

        var edited = (await bot.SendAsync("PATCH", $"{path}/{id}", """{"description":"Plays a song","options":null}""")).Json;
        Assert.Equal((id, "play", "Plays a song"), (Text(edited, "id"), Text(edited, "name"), Text(edited, "description")));
        Assert.False(edited.TryGetProperty("options", out _));
        Assert.NotEqual(Text(created, "version"), Text(edited, "version"));

        Assert.Equal(204, (await bot.SendAsync("DELETE", $"{path}/{id}")).Status);
        Assert.Empty(bot.Gateway.Commands);
        foreach (string method in (string[])["GET", "PATCH", "DELETE"])
        {
            Assert.Equal((404, 10063), Error(await bot.SendAsync(method, $"{path}/{id}", method == "PATCH" ? "{}" : null)));
        }
    }

    [Fact]
    public async Task Defaults_of_a_global_command_are_written()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"Report","type":3}]""");

        var command = Assert.Single((await bot.SendAsync("GET", $"{bot.Commands}?with_localizations=true")).Json.EnumerateArray());

        Assert.Equal(
            """
            "type":3,"name":"Report","name_localizations":null,"description":"","description_localizations":null,"default_member_permissions":null,"nsfw":false,"dm_permission":true,"contexts":null,"integration_types":[0]}
            """,
            command.GetRawText()[command.GetRawText().IndexOf("\"type\"", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task List_is_localized_for_the_locale_of_the_client()
    {
        await using var bot = await CommandBot.StartAsync($"[{Localized}]");

        var plain = (await bot.SendAsync("GET", bot.Commands)).Json[0];
        Assert.Equal((JsonValueKind.Null, null), (plain.GetProperty("name_localizations").ValueKind, Text(plain, "name_localized")));
        var german = (await bot.SendAsync("GET", bot.Commands, locale: "de")).Json[0];
        Assert.Equal(("spielen", "Spielt", "lied"), (
            Text(german, "name_localized"), Text(german, "description_localized"),
            Text(german.GetProperty("options")[0], "name_localized")));
        Assert.Equal("einmal", Text(german.GetProperty("options")[1].GetProperty("choices")[0], "name_localized"));
        var american = (await bot.SendAsync("GET", bot.Commands, locale: "en-US")).Json[0];
        Assert.Equal(("play-it", null), (Text(american, "name_localized"), Text(american, "description_localized")));
        var preferred = (await bot.SendAsync("GET", bot.Commands, locale: "fr;q=0.5, de", localeHeader: "Accept-Language")).Json[0];
        Assert.Equal("spielen", Text(preferred, "name_localized"));
        var full = (await bot.SendAsync("GET", $"{bot.Commands}?with_localizations=true", locale: "de")).Json[0];
        Assert.Equal(("spielen", null), (Text(full.GetProperty("name_localizations"), "de"), Text(full, "name_localized")));
    }

    [Fact]
    public async Task Overwritten_command_keeps_its_id_and_gets_a_version_when_it_differs()
    {
        const string Ping = """{"name":"ping","description":"x"}""";
        await using var bot = await CommandBot.StartAsync($$"""[{{Ping}},{"name":"ping","type":2},{"name":"echo","description":"x"}]""");
        var before = bot.Gateway.Commands;

        var next = (await bot.SendAsync(
            "PUT", bot.Commands, """[{"name":"echo","description":"y"},{"name":"ping","description":"x"},{"name":"new","description":"z"}]""")).Json;
        var after = bot.Gateway.Commands;

        Assert.Equal(["echo", "ping", "new"], next.EnumerateArray().Select(command => Text(command, "name")));
        Assert.Equal((before[2].Id, before[0].Id), (after[0].Id, after[1].Id));
        Assert.Equal(before[0].Version, after[1].Version);
        Assert.NotEqual(before[2].Version, after[0].Version);
        Assert.Equal(after[0].Version.ToString(), Text(next[0], "version"));

        (int status, var upserted) = await bot.SendAsync("POST", bot.Commands, """{"name":"ping","description":"upserted"}""");
        Assert.Equal((200, before[0].Id.ToString()), (status, Text(upserted, "id")));
        Assert.Equal(3, bot.Gateway.Commands.Count);

        var renamed = (await bot.SendAsync(
            "PUT", bot.Commands, $$"""[{"id":"{{before[0].Id}}","name":"pong","description":"x"}]""")).Json;
        Assert.Equal((before[0].Id.ToString(), "pong"), (Text(renamed[0], "id"), Text(renamed[0], "name")));
        Assert.Single(bot.Gateway.Commands);
    }

    [Fact]
    public async Task Edit_to_the_name_of_another_command_is_refused()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"a","description":"x"},{"name":"b","description":"x"}]""");

        var refused = await bot.SendAsync("PATCH", $"{bot.Commands}/{bot.Gateway.Commands[1].Id}", """{"name":"a"}""");

        Assert.Equal((400, 50035), Error(refused));
        Assert.Contains("APPLICATION_COMMANDS_DUPLICATE_NAME", refused.Json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("b", bot.Gateway.Commands[1].Name);
    }

    [Fact]
    public async Task Permissions_are_changed_by_users_only_and_dispatched()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        string path = $"{bot.GuildCommands}/{bot.Gateway.Commands[0].Id}/permissions";
        string permissions = $$"""[{"id":"{{bot.Guild.Id}}","type":1,"permission":false}]""";
        string body = $$"""{"permissions":{{permissions}}}""";

        Assert.Equal((404, 10066), Error(await bot.SendAsync("GET", path)));
        Assert.Equal((403, 20001), Error(await bot.SendAsync("PUT", path, body)));
        (int status, var changed) = await bot.SendAsync("PUT", path, body, scheme: "Bearer");
        Assert.Equal((200, permissions), (status, changed.GetProperty("permissions").GetRawText()));
        var dispatched = (await bot.Client.ExpectAsync("APPLICATION_COMMAND_PERMISSIONS_UPDATE")).Data;
        Assert.True(JsonElement.DeepEquals(changed, dispatched));
        Assert.Equal(
            (bot.Gateway.Commands[0].Id.ToString(), bot.Guild.Id.ToString()), (Text(dispatched, "id"), Text(dispatched, "guild_id")));

        Assert.True(JsonElement.DeepEquals(changed, (await bot.SendAsync("GET", path)).Json));
        var all = (await bot.SendAsync("GET", $"{bot.GuildCommands}/permissions")).Json;
        Assert.True(JsonElement.DeepEquals(changed, Assert.Single(all.EnumerateArray())));
        Assert.Equal((404, 10063), Error(await bot.SendAsync("GET", $"{bot.GuildCommands}/1/permissions")));
        Assert.Equal(200, (await bot.SendAsync("PUT", bot.Commands, "[]")).Status);
        Assert.Empty((await bot.SendAsync("GET", $"{bot.GuildCommands}/permissions")).Json.EnumerateArray());
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static (int Status, int Code) Error((int Status, JsonElement Json) answer) =>
        (answer.Status, answer.Json.GetProperty("code").GetInt32());
}
