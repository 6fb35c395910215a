using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The global limit, and the limit of invalid requests. https://discord.com/developers/docs/topics/rate-limits</summary>
public sealed class GlobalLimitTests
{
    private const string Route = "/channels/{channel_id}/messages";

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Global_limit_counts_the_calls_of_all_routes_for_one_second()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.GlobalLimit = 50;
        for (int call = 0; call < 25; call++)
        {
            Assert.Equal(200, (await client.SayAsync()).Status);
            Assert.Equal(200, (await client.SendAsync("GET", "/users/@me")).Status);
        }

        time.Advance(TimeSpan.FromSeconds(0.25));
        var refused = await client.SayAsync();

        Assert.Equal(429, refused.Status);
        Assert.Equal(["Retry-After: 1", "X-RateLimit-Global: true", "X-RateLimit-Scope: global"], refused.LimitHeaders);
        Assert.Equal("""{"message":"You are being rate limited.","retry_after":0.75,"global":true}""", refused.Text);
        Assert.Equal(1, gateway.Limits.CountRefusals(RateLimitScope.Global));
        Assert.Equal(25, gateway.Counters.Replies);
        time.Advance(TimeSpan.FromSeconds(0.75));
        Assert.Equal(200, (await client.SayAsync()).Status);
        gateway.Limits.GlobalLimit = null;
        Assert.Null(gateway.Limits.GlobalLimit);
    }

    [Fact]
    public async Task Calls_of_interactions_are_exempt_from_the_global_limit()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        await using var bot = await RawClient.WaitForReadyAsync(gateway);
        string application = gateway.World.ApplicationId.ToString();
        await client.SendAsync("PUT", $"/applications/{application}/commands", """[{"name":"ping","description":"x"}]""");
        gateway.People.UseCommand(gateway.World.Guilds[0], "ping");
        var interaction = (await bot.ExpectAsync("INTERACTION_CREATE")).Data;
        string token = interaction.GetProperty("token").GetString()!;
        gateway.Limits.GlobalLimit = 1;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await client.SayAsync()).Status);
        Assert.Equal(429, (await client.SayAsync()).Status);

        string callback = $"/interactions/{interaction.GetProperty("id").GetString()}/{token}/callback";
        Assert.Equal(204, (await client.SendAsync("POST", callback, """{"type":5}""")).Status);
        string answer = $"/webhooks/{application}/{token}";
        Assert.Equal(200, (await client.SendAsync("PATCH", $"{answer}/messages/@original", """{"content":"x"}""")).Status);
        Assert.Equal(200, (await client.SendAsync("POST", answer, """{"content":"x"}""", isBot: false)).Status);
        Assert.Equal(0, gateway.Limits.CountRefusals(RateLimitScope.User));
    }

    [Fact]
    public async Task Calls_without_a_token_have_a_global_limit_of_their_own()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.GlobalLimit = 1;

        Assert.Equal(200, (await client.SayAsync()).Status);
        Assert.Equal(200, (await client.SendAsync("GET", "/gateway", isBot: false)).Status);
        Assert.Equal(429, (await client.SendAsync("GET", "/gateway", isBot: false)).Status);
        Assert.Equal(429, (await client.SendAsync("POST", "/webhooks/1/x", """{"content":"x"}""", isBot: false)).Status);
    }

    [Fact]
    public async Task Requests_with_401_403_and_429_are_invalid_for_ten_minutes_except_those_of_shared_limits()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 1, TimeSpan.FromHours(1));
        gateway.Limits.AddSublimit("GET", "/users/@me", 1, TimeSpan.FromHours(1), scope: RateLimitScope.Shared);
        await client.SendAsync("GET", "/gateway/bot", isBot: false);
        time.Advance(TimeSpan.FromMinutes(4));
        await client.SayAsync();
        await client.SayAsync();
        await client.SendAsync("GET", "/users/@me");
        var shared = await client.SendAsync("GET", "/users/@me");
        await client.SendAsync("PUT", $"/applications/{gateway.World.ApplicationId}/guilds/1/commands", "[]");
        await client.SendAsync("GET", "/nothing");

        Assert.Equal([401, 200, 429, 200, 429, 403, 404], gateway.Calls.Select(call => call.Status));
        Assert.Equal("shared", shared.Headers["X-RateLimit-Scope"]);
        Assert.Equal("The resource is being rate limited.", shared.Json.GetProperty("message").GetString());
        Assert.Equal(3, gateway.Limits.InvalidRequests);
        Assert.Equal(1, gateway.Limits.CountRefusals(RateLimitScope.Shared));
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, gateway.Limits.InvalidRequests);
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, gateway.Limits.InvalidRequests);
    }

    [Fact]
    public async Task Too_many_invalid_requests_ban_the_client_for_some_time()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        Assert.Equal(10_000, gateway.Limits.InvalidRequestLimit);
        gateway.Limits.InvalidRequestLimit = 3;
        gateway.Limits.BanDuration = TimeSpan.FromMinutes(2);
        for (int call = 0; call < 3; call++)
        {
            Assert.False(gateway.Limits.IsBanned);
            Assert.Equal(401, (await client.SendAsync("GET", "/gateway/bot", isBot: false)).Status);
        }

        Assert.True(gateway.Limits.IsBanned);
        var banned = await client.SayAsync();
        Assert.Equal((429, "text/html"), (banned.Status, banned.MediaType));
        Assert.Empty(banned.LimitHeaders);
        gateway.Limits.BanResponse = RestFault.FromProxy(403);
        Assert.Equal(403, (await client.SayAsync()).Status);
        Assert.Equal(0, gateway.Limits.InvalidRequests);
        Assert.Empty(gateway.Replies);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(gateway.Limits.IsBanned);
        Assert.Equal(200, (await client.SayAsync()).Status);
    }

    private Task<SimulatedGateway> StartAsync() => SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
}
