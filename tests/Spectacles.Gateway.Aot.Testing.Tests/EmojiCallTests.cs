namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about the emojis of a guild, and their events.</summary>
public sealed class EmojiCallTests
{
    private const string Still = "data:image/png;base64,iVBORw0KGgo=";
    private const string Moving = "data:image/gif;base64,R0lGODlh";

    [Fact]
    public async Task Emoji_is_created_changed_and_deleted_with_events_of_the_whole_list()
    {
        await using var scene = await RestScene.StartAsync();
        string emojis = $"{scene.Path}/emojis";
        string helpers = scene.Guild.Roles[1].Id.ToString();

        var first = await scene.Rest.SendAsync("POST", emojis, $$"""{"name":"one","image":"{{Still}}","roles":["{{helpers}}"]}""");
        Assert.Equal(("one", "false", $"[\"{helpers}\"]"), (first.At("name"), first.At("animated"), first.At("roles")));
        Assert.Equal(scene.Gateway.World.Bot.Id.ToString(), first.At("user.id"));
        Assert.Equal(["one"], await ExpectEmojisAsync(scene));
        var second = await scene.Rest.SendAsync("POST", emojis, $$"""{"name":"two","image":"{{Moving}}"}""");
        Assert.Equal("true", second.At("animated"));
        Assert.Equal(["one", "two"], await ExpectEmojisAsync(scene));

        var changed = await scene.Rest.SendAsync("PATCH", $"{emojis}/{first.At("id")}", """{"name":"uno"}""");
        Assert.Equal(("uno", $"[\"{helpers}\"]"), (changed.At("name"), changed.At("roles")));
        Assert.Equal(["uno", "two"], await ExpectEmojisAsync(scene));
        Assert.Equal(["uno", "two"], (await scene.Rest.SendAsync("GET", emojis)).Each("name"));
        Assert.Equal("uno", (await scene.Rest.SendAsync("GET", $"{emojis}/{first.At("id")}")).At("name"));
        Assert.Equal(["uno", "two"], (await scene.Rest.SendAsync("GET", scene.Path)).GetProperty("emojis").Each("name"));

        await scene.Rest.SendAsync("DELETE", $"{emojis}/{first.At("id")}");
        Assert.Equal(["two"], await ExpectEmojisAsync(scene));
        foreach (string method in new[] { "GET", "PATCH", "DELETE" })
        {
            Assert.Equal(
                (404, 10014, "Unknown Emoji"),
                await scene.Rest.RefusedAsync(method, $"{emojis}/{first.At("id")}", method == "PATCH" ? "{}" : null));
        }

        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Emoji_that_Discord_refuses_is_refused()
    {
        await using var scene = await RestScene.StartAsync();
        string emojis = $"{scene.Path}/emojis";
        Assert.Equal(
            "STRING_TYPE_REGEX", await scene.Rest.InvalidAsync("POST", emojis, $$"""{"name":"a b","image":"{{Still}}"}""", "name"));
        Assert.Equal(400, (await scene.Rest.RefusedAsync("POST", emojis, """{"name":"one","image":"no image"}""")).Status);
        for (int count = 0; count < 50; count++)
        {
            await scene.Rest.SendAsync("POST", emojis, $$"""{"name":"e{{count}}","image":"{{Still}}"}""");
            await scene.ExpectAsync("GUILD_EMOJIS_UPDATE");
        }

        Assert.Equal(30008, (await scene.Rest.RefusedAsync("POST", emojis, $$"""{"name":"more","image":"{{Still}}"}""")).Code);
        await scene.ExpectNothingElseAsync();
        await scene.Rest.SendAsync("POST", emojis, $$"""{"name":"more","image":"{{Moving}}"}""");
    }

    private static async Task<string?[]> ExpectEmojisAsync(RestScene scene)
    {
        var change = await scene.ExpectAsync("GUILD_EMOJIS_UPDATE");
        Assert.Equal(scene.Guild.Id.ToString(), change.At("guild_id"));
        return change.GetProperty("emojis").Each("name");
    }
}
