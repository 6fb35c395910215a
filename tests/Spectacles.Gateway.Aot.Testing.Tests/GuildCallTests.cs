namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about a guild itself, and their events.</summary>
public sealed class GuildCallTests
{
    private const string Image = "data:image/png;base64,iVBORw0KGgo=";

    [Fact]
    public async Task Guild_is_read_with_counts_on_request()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.People.ChangePresence(scene.Guild, scene.Guild.People[1], "offline");

        var plain = await scene.Rest.SendAsync("GET", scene.Path);
        Assert.Equal(("Guild 0", scene.Guild.OwnerId.ToString()), (plain.At("name"), plain.At("owner_id")));
        Assert.Equal(["@everyone", "helpers"], plain.GetProperty("roles").Each("name"));
        Assert.False(plain.TryGetProperty("approximate_member_count", out _));

        var counted = await scene.Rest.SendAsync("GET", $"{scene.Path}?with_counts=true");
        Assert.Equal(("11", "10"), (counted.At("approximate_member_count"), counted.At("approximate_presence_count")));

        var preview = await scene.Rest.SendAsync("GET", $"{scene.Path}/preview");
        Assert.Equal(("Guild 0", "11"), (preview.At("name"), preview.At("approximate_member_count")));
        Assert.Contains("rotterdam", (await scene.Rest.SendAsync("GET", $"{scene.Path}/regions")).Each("id"));
        Assert.Null((await scene.Rest.SendAsync("GET", $"{scene.Path}/vanity-url")).At("code"));
    }

    [Theory]
    [InlineData("GET", "/guilds/1")]
    [InlineData("GET", "/guilds/x")]
    [InlineData("PATCH", "/guilds/1")]
    [InlineData("GET", "/guilds/1/preview")]
    [InlineData("GET", "/guilds/1/roles")]
    [InlineData("GET", "/guilds/1/members")]
    [InlineData("GET", "/guilds/1/bans")]
    [InlineData("GET", "/guilds/1/emojis")]
    [InlineData("GET", "/guilds/1/prune")]
    [InlineData("GET", "/users/@me/guilds/1/member")]
    public async Task Unknown_guild_is_404(string method, string path)
    {
        await using var scene = await RestScene.StartAsync();

        Assert.Equal((404, 10004, "Unknown Guild"), await scene.Rest.RefusedAsync(method, path, method == "GET" ? null : "{}"));
    }

    [Fact]
    public async Task Changed_guild_is_dispatched_returned_and_kept()
    {
        await using var scene = await RestScene.StartAsync();
        var voice = scene.Guild.VoiceChannels[0];
        string body = $$"""
            {"name":"Renamed","description":"about","verification_level":3,"afk_channel_id":{{voice.Id}},"system_channel_id":null,
             "preferred_locale":"de","features":["COMMUNITY"],"icon":"{{Image}}"}
            """;

        var answer = await scene.Rest.SendAsync("PATCH", scene.Path, body);
        var change = await scene.ExpectAsync("GUILD_UPDATE");
        await scene.ExpectNothingElseAsync();
        var read = await scene.Rest.SendAsync("GET", scene.Path);
        var created = await scene.ReadGuildAsync();

        foreach (var guild in new[] { answer, change, read, created })
        {
            Assert.Equal(("Renamed", "about", "3", "de"), (
                guild.At("name"), guild.At("description"), guild.At("verification_level"), guild.At("preferred_locale")));
            Assert.Equal((voice.Id.ToString(), null), (guild.At("afk_channel_id"), guild.At("system_channel_id")));
            Assert.Equal("""["COMMUNITY"]""", guild.At("features"));
            Assert.Matches("^[0-9a-f]{32}$", guild.At("icon"));
        }

        Assert.Equal("Renamed", scene.Guild.Name);
    }

    [Fact]
    public async Task Fields_that_are_null_have_their_default_again_and_others_stay()
    {
        await using var scene = await RestScene.StartAsync();
        await scene.Rest.SendAsync("PATCH", scene.Path, $$"""{"description":"about","verification_level":4,"icon":"{{Image}}"}""");

        var answer = await scene.Rest.SendAsync("PATCH", scene.Path, """{"verification_level":null,"icon":null}""");

        Assert.Equal(("about", "1", null, "Guild 0"), (
            answer.At("description"), answer.At("verification_level"), answer.At("icon"), answer.At("name")));
    }

    [Fact]
    public async Task Refused_change_changes_nothing()
    {
        await using var scene = await RestScene.StartAsync();

        Assert.Equal(
            "BASE_TYPE_BAD_LENGTH", await scene.Rest.InvalidAsync("PATCH", scene.Path, """{"name":"x","description":"y"}""", "name"));
        Assert.Equal(
            (404, 10003, "Unknown Channel"),
            await scene.Rest.RefusedAsync("PATCH", scene.Path, """{"name":"Renamed","afk_channel_id":"1"}"""));

        Assert.Equal("Guild 0", (await scene.Rest.SendAsync("GET", scene.Path)).At("name"));
        await scene.ExpectNothingElseAsync();
    }
}
