using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A bot answers a command: at once or deferred, edits and deletes its answer, and follows up.</summary>
public sealed class InteractionTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly HttpClient http = new();
    private SimulatedGateway gateway = null!;
    private RawClient client = null!;
    private string callback = "";
    private string webhook = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await client.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Answer_becomes_a_message_that_can_be_read_edited_and_deleted()
    {
        await BeginAsync();

        var (status, answer) = await SendAsync("POST", $"{callback}?with_response=true", """{"type":4,"data":{"content":"pong"}}""");
        Assert.Equal(200, status);
        string id = answer.GetProperty("interaction").GetProperty("response_message_id").GetString()!;
        Assert.Equal("pong", answer.GetProperty("resource").GetProperty("message").GetProperty("content").GetString());
        var created = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal((id, 20), (created.GetProperty("id").GetString(), created.GetProperty("type").GetInt32()));
        Assert.Equal(
            gateway.World.Guilds[0].People[0].User.Id.ToString(),
            created.GetProperty("interaction_metadata").GetProperty("user").GetProperty("id").GetString());
        var deprecated = created.GetProperty("interaction");
        Assert.Equal("ping", deprecated.GetProperty("name").GetString());
        Assert.Equal(
            created.GetProperty("interaction_metadata").GetProperty("id").GetString(), deprecated.GetProperty("id").GetString());

        Assert.Equal("pong", (await SendAsync("GET", $"{webhook}/messages/@original")).Json.GetProperty("content").GetString());
        Assert.Equal(200, (await SendAsync("PATCH", $"{webhook}/messages/@original", """{"content":"edited"}""")).Status);
        var updated = (await client.ExpectAsync("MESSAGE_UPDATE")).Data;
        Assert.Equal((id, "edited"), (updated.GetProperty("id").GetString(), updated.GetProperty("content").GetString()));
        Assert.Equal("2026-01-02T03:04:05.000000+00:00", updated.GetProperty("edited_timestamp").GetString());

        Assert.Equal(204, (await SendAsync("DELETE", $"{webhook}/messages/{id}")).Status);
        Assert.Equal(id, (await client.ExpectAsync("MESSAGE_DELETE")).Data.GetProperty("id").GetString());
        Assert.Equal((404, 10008), Error(await SendAsync("GET", $"{webhook}/messages/@original")));
    }

    [Fact]
    public async Task Deferred_answer_is_loading_until_its_message_follows()
    {
        await BeginAsync();

        Assert.Equal(204, (await SendAsync("POST", callback, """{"type":5}""")).Status);
        Assert.Equal(128, (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("flags").GetInt32());
        Assert.Equal(200, (await SendAsync("POST", webhook, """{"content":"done"}""")).Status);
        var updated = (await client.ExpectAsync("MESSAGE_UPDATE")).Data;
        Assert.Equal((0, "done"), (updated.GetProperty("flags").GetInt32(), updated.GetProperty("content").GetString()));

        Assert.Equal(200, (await SendAsync("POST", webhook, """{"content":"and more"}""")).Status);
        Assert.Equal("and more", (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("content").GetString());
        Assert.Equal([null, "done", "and more"], gateway.Replies.Select(reply => reply.Content));
    }

    [Fact]
    public async Task Ephemeral_answers_are_seen_by_the_interaction_only()
    {
        await BeginAsync();

        Assert.Equal(204, (await SendAsync("POST", callback, """{"type":4,"data":{"content":"secret","flags":64}}""")).Status);
        Assert.Equal(200, (await SendAsync("PATCH", $"{webhook}/messages/@original", """{"content":"edited"}""")).Status);
        var original = (await SendAsync("GET", $"{webhook}/messages/@original")).Json;
        Assert.Equal((64, "edited"), (original.GetProperty("flags").GetInt32(), original.GetProperty("content").GetString()));
        Assert.Equal(204, (await SendAsync("DELETE", $"{webhook}/messages/@original")).Status);

        gateway.People.Say(gateway.World.Guilds[0], "next");
        Assert.Equal(0, (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("type").GetInt32());
    }

    [Theory]
    [InlineData("""{"type":4,"data":{}}""", 50006)]
    [InlineData("""{"type":4,"data":{"content":"LONG"}}""", 50035)]
    [InlineData("""{"type":7,"data":{"content":"x"}}""", 50035)]
    [InlineData("""{"data":{"content":"x"}}""", 50035)]
    [InlineData("{", 50109)]
    public async Task Answer_that_Discord_refuses_does_not_use_up_the_interaction(string body, int code)
    {
        await BeginAsync();

        var refused = await SendAsync("POST", callback, body.Replace("LONG", new string('x', 2001), StringComparison.Ordinal));

        Assert.Equal((400, code), Error(refused));
        if (code == 50035)
        {
            Assert.Contains("_errors", refused.Json.GetProperty("errors").GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(204, (await SendAsync("POST", callback, """{"type":4,"data":{"content":"pong"}}""")).Status);
    }

    [Fact]
    public async Task Token_of_an_interaction_is_valid_for_fifteen_minutes_after_an_answer()
    {
        await BeginAsync();
        Assert.Equal((404, 10015), Error(await SendAsync("POST", webhook, """{"content":"too early"}""")));
        Assert.Equal(204, (await SendAsync("POST", callback, """{"type":5}""")).Status);

        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await SendAsync("PATCH", $"{webhook}/messages/@original", """{"content":"in time"}""")).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, 50027), Error(await SendAsync("PATCH", $"{webhook}/messages/@original", """{"content":"late"}""")));
        Assert.DoesNotContain(gateway.Calls, call => call.Path.Contains("interaction-", StringComparison.Ordinal));
    }

    private static (int Status, int Code) Error((int Status, JsonElement Json) answer) =>
        (answer.Status, answer.Json.GetProperty("code").GetInt32());

    /// <summary>A user runs a command of the bot.</summary>
    private async Task BeginAsync()
    {
        gateway = await SimulatedGateway.StartAsync(new() { TimeProvider = time }, Cancel);
        client = await RawClient.WaitForReadyAsync(gateway);
        string application = gateway.World.ApplicationId.ToString();
        await SendAsync("PUT", $"applications/{application}/commands", """[{"name":"ping","description":"x"}]""");
        gateway.People.UseCommand(gateway.World.Guilds[0], "ping");
        var interaction = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        string token = interaction.GetProperty("token").GetString()!;
        callback = $"interactions/{interaction.GetProperty("id").GetString()}/{token}/callback";
        webhook = $"webhooks/{application}/{token}";
    }

    private async Task<(int Status, JsonElement Json)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{gateway.Api}/{path}"));
        if (path.StartsWith("applications", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bot {gateway.Token}");
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, Cancel);
        string text = await response.Content.ReadAsStringAsync(Cancel);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
