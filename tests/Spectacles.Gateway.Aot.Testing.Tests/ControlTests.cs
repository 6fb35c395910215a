using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The control API, as a test in another language uses it.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private SimulatedGateway gateway = null!;
    private ControlServer control = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gateway = await SimulatedGateway.StartAsync();
        control = await ControlServer.StartAsync(gateway);
        http.BaseAddress = control.Address;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await control.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Command_button_and_modal_are_used_and_answered()
    {
        await using var bot = await InteractionBot.StartAsync(gateway);

        var played = await PostAsync("use", new { who = "ada", command = "play", options = new { song = "x" } });
        string message = played.GetProperty("reply").GetProperty("message_id").GetString()!;
        var modal = await PostAsync("press", new { who = "ada", message_id = message, custom_id = "ok" });
        string opened = modal.GetProperty("interaction_id").GetString()!;
        var thanks = await PostAsync("submit", new { who = "ada", interaction_id = opened, values = new { name = "Ada" } });
        var slow = await PostAsync("use", new { who = "blaise", command = "slow" });

        Assert.Equal("Playing x", played.GetProperty("reply").GetProperty("content").GetString());
        Assert.Equal("Thanks, Ada", thanks.GetProperty("reply").GetProperty("content").GetString());
        Assert.Equal("done", slow.GetProperty("reply").GetProperty("content").GetString());
    }

    [Fact]
    public async Task Wait_ends_with_the_line_or_after_its_time_with_the_transcript()
    {
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var said = await PostAsync("say", new { who = "ada", text = "hello", channel = "bots" });
        var message = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        var line = await http.GetFromJsonAsync<JsonElement>("wait?kind=event&contains=hello", Cancel);
        using var late = await http.GetAsync($"wait?kind=reply&timeout=0.05&after={line.GetProperty("n")}", Cancel);
        var error = await late.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(said.GetProperty("message_id").GetString(), message.GetProperty("id").GetString());
        Assert.Equal("hello", line.GetProperty("data").GetProperty("content").GetString());
        Assert.Equal(HttpStatusCode.RequestTimeout, late.StatusCode);
        Assert.Contains(
            error.GetProperty("transcript").EnumerateArray(), one => one.GetProperty("kind").GetString() == "event");
    }

    [Fact]
    public async Task World_of_its_own_is_created_used_and_ended()
    {
        using var created = await http.PostAsJsonAsync("worlds", new { guilds = 2, people = 3 }, Cancel);
        var world = await created.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        string token = world.GetProperty("token").GetString()!;
        using var inWorld = new HttpClient { BaseAddress = control.Address, DefaultRequestHeaders = { { "Authorization", token } } };
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(token);
        await client.ExpectAsync("READY");
        await client.ExpectAsync("GUILD_CREATE");
        await client.ExpectAsync("GUILD_CREATE");
        using var said = await inWorld.PostAsJsonAsync("say", new { who = "chidi", text = "here" }, Cancel);
        await client.ExpectAsync("MESSAGE_CREATE");
        using var ended = await inWorld.DeleteAsync("worlds", Cancel);
        using var unknown = await inWorld.GetAsync("world", Cancel);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(2, world.GetProperty("guilds").GetArrayLength());
        Assert.Equal(3, world.GetProperty("guilds")[0].GetProperty("people").GetArrayLength());
        Assert.DoesNotContain("here", await http.GetStringAsync("transcript", Cancel), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Connection_is_dropped_closed_and_disturbed()
    {
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await PostAsync("dispatch", new { @event = "SOME_EVENT", data = new { a = 1 } });
        await client.ExpectAsync("SOME_EVENT");
        await PostAsync("fault", new { kind = "reconnect" });
        await client.ExpectAsync(Opcode.Reconnect);
        await PostAsync("close", new { code = 4000, reason = "bye" });
        Assert.Equal(4000, await client.WaitForCloseAsync());
        await using var again = await RawClient.ConnectAsync(gateway);
        await again.ExpectAsync(Opcode.Hello);
        await again.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        await again.ExpectAsync("RESUMED");
        await PostAsync("drop", new { shard = 0 });
        Assert.Null(await again.WaitForCloseAsync());
        await PostAsync("refuse", new { what = "resume", count = 1 });
        await using var third = await RawClient.ConnectAsync(gateway);
        await third.ExpectAsync(Opcode.Hello);
        await third.ResumeAsync(gateway.Token, client.SessionId!, again.Sequence);
        await third.ExpectAsync(Opcode.InvalidSession);
        using var none = await http.PostAsJsonAsync("drop", new { shard = 7 }, Cancel);
        Assert.Equal("Shard 7 has no open connection with a session.", await ErrorAsync(none));
    }

    [Theory]
    [InlineData("wait?timeout=0&after=99999999999999999999999", 400)]
    [InlineData("wait?timeout=0&after=9223372036854775808", 400)]
    [InlineData("wait?timeout=0&after=1e3", 408)]
    [InlineData("transcript?after=1.0", 200)]
    public async Task Number_of_a_line_is_any_integer_in_its_range(string path, int status)
    {
        using var answer = await http.GetAsync(path, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("drop", """{"shard":4294967296}""", 400)]
    [InlineData("dispatch", """{"event":"X","data":{},"shard":4294967296}""", 400)]
    [InlineData("worlds", """{"seed":4294967297}""", 400)]
    [InlineData("clock", """{"seconds":1e15}""", 400)]
    [InlineData("refuse", """{"what":"rest","count":1,"retry_after":1e15}""", 400)]
    public async Task Number_that_is_too_large_is_refused_and_not_shortened(string path, string body, int status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(path, content, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("value should be less than or equal to", await ErrorAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_is_JSON_whatever_its_Content_Type_is()
    {
        using var content = new StringContent(
            """{"who":"ada","text":"hello"}""", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync("say", content, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused_with_413()
    {
        using var content = new ByteArrayContent(new byte[(1 << 20) + 1]);
        using var answer = await http.PostAsync("say", content, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("LOCALHOST:80", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("127.0.0.1.example.com", 403)]
    [InlineData("0.0.0.0", 403)]
    public async Task Host_is_that_of_a_loopback_address(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "counters") { Headers = { Host = host } };
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Clock_that_is_driven_is_advanced()
    {
        var time = new FakeTimeProvider();
        await using var driven = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var server = await ControlServer.StartAsync(driven, new ControlOptions { AdvanceClock = time.Advance });
        using var caller = new HttpClient { BaseAddress = server.Address };
        var before = time.GetUtcNow();
        using var advanced = await caller.PostAsJsonAsync("clock", new { seconds = 41.25 }, Cancel);
        using var refused = await http.PostAsJsonAsync("clock", new { seconds = 1 }, Cancel);

        Assert.True(advanced.IsSuccessStatusCode);
        Assert.Equal(TimeSpan.FromSeconds(41.25), time.GetUtcNow() - before);
        Assert.Contains("runs by itself", await ErrorAsync(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Request_of_a_web_page_is_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "world");
        request.Headers.TryAddWithoutValidation(header, value);
        using var refused = await http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(header, await ErrorAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Off_loopback_a_key_is_required()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => ControlServer.StartAsync(gateway, new ControlOptions { Address = IPAddress.Any }, Cancel));
        await using var open = await ControlServer.StartAsync(
            gateway, new ControlOptions { Address = IPAddress.Any, Key = "let me in" }, Cancel);
        using var caller = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{open.Address.Port}") };
        using var refused = await caller.GetAsync("world", Cancel);
        caller.DefaultRequestHeaders.Add("X-Control-Key", "let me in");
        using var accepted = await caller.GetAsync("world", Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, accepted.StatusCode));
    }

    [Theory]
    [InlineData("say", """{"who":"ada"}""", "text")]
    [InlineData("say", """{"who":"nobody","text":"x"}""", "nobody")]
    [InlineData("say", """{"who":"ada","text":"x","channel":"attic"}""", "attic")]
    [InlineData("use", """{"who":"ada","command":"x","wait":0}""", "not registered /x")]
    [InlineData("press", """{"who":"ada","message_id":"x","custom_id":"x"}""", "message_id is not an id")]
    [InlineData("say", """{"who":"ada","text":"x","chanel":"bots"}""", "POST /say has no field chanel. Its fields are: who, text")]
    [InlineData("say", """{"who":"ada","text":"x","guild":"Elsewhere"}""", "There is no guild Elsewhere.")]
    [InlineData("fault", """{"kind":"fire"}""", "POST /fault can't use this: kind: Value must be one of (")]
    [InlineData("say", "{", "not JSON")]
    [InlineData("fly", "{}", "POST /fly")]
    public async Task Request_that_is_not_valid_is_answered_with_a_sentence(string path, string body, string part)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await http.PostAsync(path, content, Cancel);

        Assert.InRange((int)refused.StatusCode, 400, 404);
        Assert.Contains(part, await ErrorAsync(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_of_the_document_is_there()
    {
        var document = await http.GetFromJsonAsync<JsonElement>("openapi.json", Cancel);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                string query = path.Name == "/wait" ? "?timeout=0" : "";
                using var request = new HttpRequestMessage(HttpMethod.Parse(operation.Name), $"{path.Name}{query}");
                using var answer = await http.SendAsync(request, Cancel);

                Assert.DoesNotContain("given key", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
                Assert.NotEqual((path.Name, HttpStatusCode.NotFound), (path.Name, answer.StatusCode));
            }
        }

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetString()!;

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Cancel);
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
