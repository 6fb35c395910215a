using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What the control API does to guilds, people and REST calls.</summary>
public sealed class ControlActionTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private SimulatedGateway gateway = null!;
    private ControlServer control = null!;
    private RawClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged });
        control = await ControlServer.StartAsync(gateway);
        client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.All);
        http.BaseAddress = control.Address;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await client.DisposeAsync();
        await control.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task People_edit_delete_join_leave_speak_and_change_their_status()
    {
        string message = (await PostAsync("say", new { who = "ada", text = "a" })).At("message_id")!;
        await PostAsync("edit", new { message_id = message, text = "b" });
        await PostAsync("delete", new { message_id = message });
        await PostAsync("join", new { who = "new", guild = gateway.World.Guilds[0].Name });
        await PostAsync("presence", new { who = "new", status = "dnd" });
        await PostAsync("voice", new { who = "ada", channel = "lounge" });
        await PostAsync("voice", new { who = "ada" });
        await PostAsync("leave", new { who = "new" });

        await client.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal("b", (await client.ExpectAsync("MESSAGE_UPDATE")).Data.At("content"));
        Assert.Equal(message, (await client.ExpectAsync("MESSAGE_DELETE")).Data.At("id"));
        Assert.Equal("new", (await client.ExpectAsync("GUILD_MEMBER_ADD")).Data.At("user.username"));
        Assert.Equal("dnd", (await client.ExpectAsync("PRESENCE_UPDATE")).Data.At("status"));
        Assert.NotNull((await client.ExpectAsync("VOICE_STATE_UPDATE")).Data.At("channel_id"));
        Assert.Null((await client.ExpectAsync("VOICE_STATE_UPDATE")).Data.At("channel_id"));
        Assert.Equal("new", (await client.ExpectAsync("GUILD_MEMBER_REMOVE")).Data.At("user.username"));
    }

    [Fact]
    public async Task Guilds_are_added_removed_and_in_an_outage()
    {
        await PostAsync("outage", new { });
        await PostAsync("outage", new { over = true });
        string added = (await PostAsync("guilds", null)).At("guild_id")!;
        using var removed = await http.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, "guilds") { Content = JsonContent.Create(new { guild = added }) }, Cancel);

        Assert.Equal("true", (await client.ExpectAsync("GUILD_DELETE")).Data.At("unavailable"));
        await client.ExpectAsync("GUILD_CREATE");
        Assert.Equal(added, (await client.ExpectAsync("GUILD_CREATE")).Data.At("id"));
        Assert.Equal(added, (await client.ExpectAsync("GUILD_DELETE")).Data.At("id"));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task Rest_calls_are_limited_fail_and_are_answered_by_the_test()
    {
        using var bot = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } } };
        await PostAsync("limit", new { method = "GET", route = "/users/@me", limit = 1, seconds = 60 });
        await PostAsync("rest-fault", new { kind = "proxy", status = 502, count = 1, method = "GET", route = "/voice/regions" });
        await PostAsync("answer", new { method = "GET", path = "/soundboard-default-sounds", status = 200, body = new[] { 1, 2 } });
        using var first = await bot.GetAsync(new Uri($"{gateway.Api}/users/@me"), Cancel);
        using var second = await bot.GetAsync(new Uri($"{gateway.Api}/users/@me"), Cancel);
        using var broken = await bot.GetAsync(new Uri($"{gateway.Api}/voice/regions"), Cancel);
        string own = await bot.GetStringAsync(new Uri($"{gateway.Api}/soundboard-default-sounds"), Cancel);

        Assert.Equal((200, 429, 502), ((int)first.StatusCode, (int)second.StatusCode, (int)broken.StatusCode));
        Assert.Equal("text/html", broken.Content.Headers.ContentType?.MediaType);
        Assert.Equal("[1,2]", own);
        Assert.Equal(0, gateway.Counters.UnknownRoutes);
    }

    [Fact]
    public async Task World_of_a_file_is_created_and_reset()
    {
        var description = new { guilds = new[] { new { name = "Testers", people = new[] { new { name = "zoe" } } } } };
        using var created = await http.PostAsJsonAsync("worlds", new { world = description }, Cancel);
        var world = await created.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        using var inWorld = new HttpClient { BaseAddress = control.Address };
        inWorld.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", world.At("token"));
        using var said = await inWorld.PostAsJsonAsync("say", new { who = "zoe", text = "hello" }, Cancel);
        using var reset = await inWorld.PostAsync("reset", content: null, Cancel);

        Assert.Equal("Testers", world.GetProperty("guilds")[0].At("name"));
        Assert.True(said.IsSuccessStatusCode);
        Assert.Equal(world.At("token"), (await reset.Content.ReadFromJsonAsync<JsonElement>(Cancel)).At("token"));
        Assert.Equal("", await inWorld.GetStringAsync("transcript", Cancel));
    }

    [Fact]
    public async Task Forms_become_unusual()
    {
        await PostAsync("forms", new { unusual = true });
        await PostAsync("say", new { who = "ada", text = "a" });
        GatewayMessage message;
        do
        {
            message = await client.NextAsync();
        }
        while (message.Name != "MESSAGE_CREATE");

        Assert.Equal("a", message.Data.At("content"));
    }

    private async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var answer = body is null ? await http.PostAsync(path, null, Cancel) : await http.PostAsJsonAsync(path, body, Cancel);
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
