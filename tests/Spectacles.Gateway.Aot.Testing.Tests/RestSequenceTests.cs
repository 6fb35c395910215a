namespace Spectacles.Gateway.Testing.Tests;

/// <summary>REST calls that come after others that removed, renamed or left out what they need.</summary>
public sealed class RestSequenceTests
{
    [Fact]
    public async Task Messages_of_a_channel_can_be_listed_after_a_ban_has_deleted_some()
    {
        await using var scene = await RestScene.StartAsync();
        var spammer = scene.Guild.People[1];
        scene.Gateway.People.Say(scene.Guild, "spam", spammer);
        var kept = scene.Gateway.People.Say(scene.Guild, "kept");

        await scene.Rest.SendAsync("PUT", $"{scene.Path}/bans/{spammer.User.Id}", """{"delete_message_seconds":60}""");

        var listed = await scene.Rest.SendAsync("GET", $"/channels/{scene.Guild.TextChannels[0].Id}/messages");
        Assert.Equal(kept.ToString(), Assert.Single(listed.EnumerateArray()).At("id"));
    }

    [Fact]
    public async Task Renamed_bot_still_owns_its_messages_and_reactions()
    {
        await using var scene = await RestScene.StartAsync();
        string messages = $"/channels/{scene.Guild.TextChannels[0].Id}/messages";
        string message = $"{messages}/{(await scene.Rest.SendAsync("POST", messages, """{"content":"one"}""")).At("id")}";
        await scene.Rest.SendAsync("PUT", $"{message}/reactions/%F0%9F%91%8D/@me");

        await scene.Rest.SendAsync("PATCH", "/users/@me", """{"username":"renamed"}""");

        await scene.Rest.SendAsync("PATCH", message, """{"content":"two"}""");
        await scene.Rest.SendAsync("PUT", $"{message}/reactions/%F0%9F%91%8D/@me");
        Assert.Equal("1", (await scene.Rest.SendAsync("GET", message)).GetProperty("reactions")[0].At("count"));
        await scene.Rest.SendAsync("DELETE", $"{message}/reactions/%F0%9F%91%8D/@me");
        Assert.False((await scene.Rest.SendAsync("GET", message)).TryGetProperty("reactions", out _));
    }

    [Fact]
    public async Task Thread_of_a_text_channel_ignores_tags()
    {
        await using var scene = await RestScene.StartAsync();

        var thread = await scene.Rest.SendAsync(
            "POST",
            $"/channels/{scene.Guild.TextChannels[0].Id}/threads",
            """{"name":"a thread","type":11,"applied_tags":["not an id"]}""");

        Assert.False(thread.TryGetProperty("applied_tags", out _));
    }

    [Fact]
    public async Task Webhooks_go_with_their_channel()
    {
        await using var scene = await RestScene.StartAsync();
        string channel = $"/channels/{scene.Guild.TextChannels[1].Id}";
        string webhook = $"/webhooks/{(await scene.Rest.SendAsync("POST", $"{channel}/webhooks", """{"name":"news"}""")).At("id")}";

        await scene.Rest.SendAsync("DELETE", channel);

        Assert.Equal((404, 10015, "Unknown Webhook"), await scene.Rest.RefusedAsync("GET", webhook));
    }

    [Theory]
    [InlineData("channels")]
    [InlineData("roles")]
    public async Task Positions_without_a_body_are_refused(string list)
    {
        await using var scene = await RestScene.StartAsync();

        (int status, int code, _) = await scene.Rest.RefusedAsync("PATCH", $"{scene.Path}/{list}");

        Assert.Equal((400, 50109), (status, code));
    }

    [Fact]
    public async Task Commands_that_are_created_at_once_with_the_same_name_are_one()
    {
        await using var scene = await RestScene.StartAsync();
        string commands = $"/applications/{scene.Gateway.World.ApplicationId}/commands";

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            scene.Rest.SendAsync("POST", commands, """{"name":"ping","description":"Answers"}""")));

        Assert.Single((await scene.Rest.SendAsync("GET", commands)).EnumerateArray());
    }
}
