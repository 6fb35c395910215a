using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class RestTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly HttpClient http = new();

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData("/api/v10/gateway/bot")]
    [InlineData("/api/v6/gateway/bot")]
    [InlineData("/api/gateway/bot")]
    [InlineData("/api/v9/users/@me")]
    [InlineData("/api/v10/oauth2/applications/@me")]
    public async Task Api_accepts_any_version_and_the_token_with_or_without_Bot(string path)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(gateway, "GET", path, token: null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(gateway, "GET", path, token: "Bot wrong.token.here")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway, "GET", path, token: $"Bot {gateway.Token}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(gateway, "GET", path, token: gateway.Token)).Status);
    }

    [Fact]
    public async Task Gateway_bot_returns_the_URL_and_the_remaining_session_starts()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, RecommendedShards = 3, MaxConcurrency = 16, SessionStartsRemaining = 7 });
        Assert.Equal(
            gateway.Url.OriginalString,
            (await SendAsync(gateway, "GET", "/api/v10/gateway", token: null)).Json.GetProperty("url").GetString());
        await using var client = await RawClient.WaitForReadyAsync(gateway, shards: 3);
        time.Advance(TimeSpan.FromHours(1));
        var bot = (await SendAsync(gateway, "GET", "/api/v10/gateway/bot")).Json;
        Assert.Equal(
            """{"total":1000,"remaining":6,"reset_after":82800000,"max_concurrency":16}""",
            bot.GetProperty("session_start_limit").GetRawText());
        Assert.Equal(3, bot.GetProperty("shards").GetInt32());
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(
            1000,
            (await SendAsync(gateway, "GET", "/api/v10/gateway/bot"))
                .Json.GetProperty("session_start_limit")
                .GetProperty("remaining")
                .GetInt32());
    }

    [Fact]
    public async Task Interaction_accepts_a_response_within_three_seconds()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        Assert.Null(gateway.People.UseCommand(guild, "ping"));

        string sent = """{"name":"ping","description":"Says pong","type":1}""";
        var put = await SendAsync(gateway, "PUT", $"/api/v10/applications/{gateway.World.ApplicationId}/commands", $"[{sent}]");
        Assert.Equal("ping", put.Json[0].GetProperty("name").GetString());
        var id = Snowflake.Parse(put.Json[0].GetProperty("id").GetString()!);
        Assert.Equal(new RegisteredCommand(id, "ping", 1, null, sent), Assert.Single(gateway.Commands));
        Assert.Equal($"[{sent}]", (await gateway.WaitForCallAsync(call => call.Method == "PUT")).Body);

        foreach ((var late, int status) in new[] { (TimeSpan.FromSeconds(3), 204), (TimeSpan.FromSeconds(3.001), 404) })
        {
            var used = gateway.People.UseCommand(guild, "ping");
            var interaction = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
            Assert.Equal(used.ToString(), interaction.GetProperty("id").GetString());
            string path = $"/api/v10/interactions/{used}/{interaction.GetProperty("token").GetString()}/callback";
            time.Advance(late);
            var answer = await SendAsync(gateway, "POST", path, """{"type":4,"data":{"content":"pong"}}""", token: null);
            Assert.Equal(status, (int)answer.Status);
            if (status == 404)
            {
                Assert.Equal(10062, answer.Json.GetProperty("code").GetInt32());
            }
            else
            {
                await client.ExpectAsync("MESSAGE_CREATE");
                Assert.Equal(used, Assert.Single(gateway.Replies).InteractionId);
                Assert.Equal(
                    40060,
                    (await SendAsync(gateway, "POST", path, """{"type":4,"data":{"content":"pong"}}""", token: null))
                        .Json.GetProperty("code")
                        .GetInt32());
            }
        }

        var reply = await gateway.WaitForReplyAsync();
        Assert.Equal(("pong", guild.TextChannels[0].Id), (reply.Content, reply.ChannelId));
        Assert.Equal(1, gateway.Counters.Replies);
        Assert.DoesNotContain(gateway.Calls, call => call.Path.Contains("interaction-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guild_command_hides_a_global_command()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        string application = gateway.World.ApplicationId.ToString();
        var guild = gateway.World.Guilds[0];
        Assert.Equal(
            200,
            (int)(
                await SendAsync(
                    gateway,
                    "PUT",
                    $"/api/v10/applications/{application}/guilds/{guild.Id}/commands",
                    """[{"name":"ping","description":"x"}]""")).Status);
        Assert.NotNull(gateway.People.UseCommand(guild, "ping"));
        Assert.Null(gateway.People.UseCommand(gateway.World.Guilds[1], "ping"));
        Assert.Equal(
            201,
            (int)(
                await SendAsync(
                    gateway, "POST", $"/api/v10/applications/{application}/commands", """{"name":"echo","description":"x"}""")).Status);
        Assert.Equal(
            "echo",
            (await SendAsync(gateway, "GET", $"/api/v10/applications/{application}/commands")).Json[0].GetProperty("name").GetString());
        Assert.Equal(404, (int)(await SendAsync(gateway, "PUT", "/api/v10/applications/1/commands", "[]")).Status);
        Assert.Equal(403, (int)(await SendAsync(gateway, "PUT", $"/api/v10/applications/{application}/guilds/1/commands", "[]")).Status);
        Assert.Equal(
            400, (int)(await SendAsync(gateway, "PUT", $"/api/v10/applications/{application}/commands", """[{"name":"ping"}]""")).Status);
        Assert.Equal(400, (int)(await SendAsync(gateway, "PUT", $"/api/v10/applications/{application}/commands", "[")).Status);
    }

    [Fact]
    public async Task Created_message_is_dispatched_as_the_bots_own()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        string channel = gateway.World.Guilds[0].TextChannels[0].Id.ToString();
        var created = await SendAsync(gateway, "POST", $"/api/v10/channels/{channel}/messages", """{"content":"pong","nonce":"n1"}""");
        Assert.Equal(("pong", "n1"), (created.Json.GetProperty("content").GetString(), created.Json.GetProperty("nonce").GetString()));
        var seen = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal(created.Json.GetProperty("id").GetString(), seen.GetProperty("id").GetString());
        Assert.Equal("pong", seen.GetProperty("content").GetString());
        Assert.True(seen.GetProperty("author").GetProperty("bot").GetBoolean());
        Assert.Equal("pong", (await gateway.WaitForReplyAsync()).Content);
    }

    [Theory]
    [InlineData("1", "{\"content\":\"x\"}", 404)]
    [InlineData("x", "{\"content\":\"x\"}", 404)]
    [InlineData("CHANNEL", "{\"content\":\"\"}", 400)]
    [InlineData("CHANNEL", "{}", 400)]
    [InlineData("CHANNEL", "{", 400)]
    [InlineData("CHANNEL", "{\"content\":\"\\ud800\"}", 400)]
    [InlineData("CHANNEL", "", 400)]
    public async Task Api_refuses_a_message_that_Discord_refuses(string channel, string body, int status)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        channel = channel.Replace("CHANNEL", gateway.World.Guilds[0].TextChannels[0].Id.ToString(), StringComparison.Ordinal);
        var answer = await SendAsync(gateway, "POST", $"/api/v10/channels/{channel}/messages", body);
        Assert.Equal(status, (int)answer.Status);
        Assert.True(answer.Json.TryGetProperty("code", out _));
        Assert.Empty(gateway.Replies);
    }

    [Fact]
    public async Task Script_makes_the_next_REST_calls_fail()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.RefuseRestCalls(1, 429, TimeSpan.FromSeconds(1.5));
        var refused = await SendAsync(gateway, "GET", "/api/v10/gateway/bot");
        Assert.Equal((429, 2.0), ((int)refused.Status, refused.RetryAfter?.TotalSeconds));
        Assert.Equal(1.5, refused.Json.GetProperty("retry_after").GetDouble());
        gateway.Script.RefuseRestCalls(1, 502);
        Assert.Equal(502, (int)(await SendAsync(gateway, "GET", "/api/v10/gateway/bot")).Status);
        Assert.Equal(200, (int)(await SendAsync(gateway, "GET", "/api/v10/gateway/bot")).Status);
        Assert.Equal([429, 502, 200], gateway.Calls.Select(call => call.Status));
    }

    [Theory]
    [InlineData("GET", "/api/v10/nothing")]
    [InlineData("DELETE", "/api/v10/gateway/bot")]
    [InlineData("GET", "/")]
    public async Task Api_returns_404_for_unknown_routes(string method, string path)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(gateway, method, path)).Status);
    }

    private async Task<Answer> SendAsync(SimulatedGateway gateway, string method, string path, string? body = null, string? token = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(gateway.Api, path));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token.Length == 0 ? $"Bot {gateway.Token}" : token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var retry = response.Headers.RetryAfter;
        return new Answer(response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, retry?.Delta);
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json, TimeSpan? RetryAfter);
}
