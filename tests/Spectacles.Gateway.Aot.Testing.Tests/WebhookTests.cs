using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Webhooks of channels: a bot manages them, and anybody with the token sends messages.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private ConnectedBot bot = null!;

    public async ValueTask InitializeAsync() => bot = await ConnectedBot.StartAsync();

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    [Fact]
    public async Task Webhook_is_created_changed_moved_and_deleted()
    {
        var created = await CreateAsync("news");
        string id = created.Text("id")!;
        string token = created.Text("token")!;
        Assert.Matches("^[A-Za-z0-9_-]{68}$", token);
        Assert.Equal(
            (1, "news", bot.Gateway.World.Bot.Id.ToString()),
            (created.Number("type"), created.Text("name"), created.Text("user.id")));
        Assert.Equal(id, (await bot.Rest.SendAsync("GET", $"{bot.Channel}/webhooks")).Text("0.id"));
        Assert.Equal(id, (await bot.Rest.SendAsync("GET", $"/guilds/{bot.Guild.Id}/webhooks")).Text("0.id"));
        Assert.Equal("news", (await bot.Rest.SendAsync("GET", $"/webhooks/{id}")).Text("name"));

        string other = bot.Guild.TextChannels[1].Id.ToString();
        var changed = await bot.Rest.SendAsync("PATCH", $"/webhooks/{id}", $$"""{"name":"moved","channel_id":"{{other}}"}""");
        Assert.Equal(("moved", other), (changed.Text("name"), changed.Text("channel_id")));
        Assert.Equal(other, await UpdatedChannelAsync());
        Assert.Equal(bot.Guild.TextChannels[0].Id.ToString(), await UpdatedChannelAsync());

        var shown = await bot.Rest.SendAsync("GET", $"/webhooks/{id}/{token}");
        Assert.False(shown.TryGetProperty("user", out _));
        changed = await bot.Rest.SendAsync("PATCH", $"/webhooks/{id}/{token}", """{"name":"again","avatar":"data:image/png;base64,aGk="}""");
        Assert.Equal((32, "again"), (changed.Text("avatar")!.Length, changed.Text("name")));
        await UpdatedChannelAsync();
        Assert.Equal((401, 50027, "Invalid Webhook Token"), await bot.Rest.RefusedAsync("DELETE", $"/webhooks/{id}/wrong"));
        await bot.Rest.SendAsync("DELETE", $"/webhooks/{id}/{token}");
        Assert.Equal(other, await UpdatedChannelAsync());
        Assert.Equal((404, 10015, "Unknown Webhook"), await bot.Rest.RefusedAsync("GET", $"/webhooks/{id}"));
        Assert.Equal((404, 10015, "Unknown Webhook"), await bot.Rest.RefusedAsync("POST", $"/webhooks/{id}/{token}", """{"content":"x"}"""));
    }

    [Fact]
    public async Task Channel_has_at_most_fifteen_webhooks_and_some_names_are_reserved()
    {
        string path = $"{bot.Channel}/webhooks";
        Assert.Equal("USERNAME_INVALID_CONTAINS", await bot.Rest.InvalidAsync("POST", path, """{"name":"My Discord"}""", "name"));
        for (int webhook = 0; webhook < 15; webhook++)
        {
            await CreateAsync($"w{webhook}");
        }

        Assert.Equal(30007, (await bot.Rest.RefusedAsync("POST", path, """{"name":"one more"}""")).Code);
        Assert.Equal(
            50024,
            (await bot.Rest.RefusedAsync(
                "POST", $"/channels/{bot.Guild.Channels.First(channel => channel.Kind == ChannelKind.Category).Id}/webhooks", """{"name":"x"}""")).Code);
    }

    [Fact]
    public async Task Message_of_a_webhook_has_its_author_and_is_changed_with_the_token()
    {
        var created = await CreateAsync("news");
        string webhook = $"/webhooks/{created.Text("id")}/{created.Text("token")}";
        using var http = new HttpClient();
        using var plain = await http.PostAsJsonAsync(
            new Uri(created.Text("url")!), new { content = "plain" }, TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)plain.StatusCode);
        Assert.Equal("news", (await bot.Events.ExpectAsync("MESSAGE_CREATE")).Data.Text("author.username"));

        var sent = await bot.Rest.SendAsync(
            "POST", $"{webhook}?wait=true", """{"content":"hello","username":"Reporter","avatar_url":"https://example.com/a.png","flags":64}""");
        var author = sent.GetProperty("author");
        Assert.Equal(
            ("Reporter", 32, created.Text("id"), 0),
            (author.Text("username"), author.Text("avatar")!.Length, sent.Text("webhook_id"), sent.Number("flags")));
        await bot.Events.ExpectAsync("MESSAGE_CREATE");
        string path = $"{webhook}/messages/{sent.Text("id")}";
        Assert.Equal("hello", (await bot.Rest.SendAsync("GET", path)).Text("content"));
        await bot.Rest.SendAsync("PATCH", path, """{"content":"edited"}""");
        Assert.Equal("edited", (await bot.Events.ExpectAsync("MESSAGE_UPDATE")).Data.Text("content"));
        Assert.Equal(50005, (await bot.Rest.RefusedAsync("PATCH", $"{bot.Messages}/{sent.Text("id")}", """{"content":"mine"}""")).Code);
        await bot.Rest.SendAsync("DELETE", path);
        await bot.Events.ExpectAsync("MESSAGE_DELETE");
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("GET", path)).Code);

        string own = await bot.SendAsync("""{"content":"of the bot"}""");
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("GET", $"{webhook}/messages/{own}")).Code);
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("GET", $"{webhook}/messages/@original")).Code);
        Assert.Equal(50027, (await bot.Rest.RefusedAsync("POST", $"/webhooks/{created.Text("id")}/wrong", """{"content":"x"}""")).Code);
        Assert.DoesNotContain(bot.Gateway.Calls, call => call.Path.Contains(created.Text("token")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhook_sends_to_threads_of_its_channel()
    {
        var created = await CreateAsync("news");
        string webhook = $"/webhooks/{created.Text("id")}/{created.Text("token")}";
        var thread = bot.Guild.Channels.First(channel => channel.Kind == ChannelKind.Thread);

        var sent = await bot.Rest.SendAsync("POST", $"{webhook}?wait=true&thread_id={thread.Id}", """{"content":"in the thread"}""");
        Assert.Equal(thread.Id.ToString(), sent.Text("channel_id"));
        string path = $"{webhook}/messages/{sent.Text("id")}";
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("GET", path)).Code);
        Assert.Equal("in the thread", (await bot.Rest.SendAsync("GET", $"{path}?thread_id={thread.Id}")).Text("content"));
        Assert.Equal(
            10003, (await bot.Rest.RefusedAsync("POST", $"{webhook}?thread_id={bot.Guild.TextChannels[1].Id}", """{"content":"x"}""")).Code);
        Assert.Equal(220003, (await bot.Rest.RefusedAsync("POST", webhook, """{"content":"x","thread_name":"new"}""")).Code);
    }

    private async Task<JsonElement> CreateAsync(string name)
    {
        var created = await bot.Rest.SendAsync("POST", $"{bot.Channel}/webhooks", $$"""{"name":"{{name}}"}""");
        await UpdatedChannelAsync();
        return created;
    }

    private async Task<string?> UpdatedChannelAsync() =>
        (await bot.Events.ExpectAsync("WEBHOOKS_UPDATE")).Data.Text("channel_id");
}
