using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Faults of REST calls that the script makes.</summary>
public sealed class RestFaultTests
{
    private const string Route = "/channels/{channel_id}/messages";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Burst_of_errors_by_the_proxy_ends_and_nothing_is_carried_out()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Script.FailRestCalls(2, RestFault.FromProxy(502));
        gateway.Script.FailRestCalls(1, RestFault.FromProxy(504));
        var failed = await client.SayAsync();
        await client.SayAsync();
        await client.SayAsync();
        Assert.Empty(gateway.Replies);
        await client.SayAsync();

        Assert.Equal([502, 502, 504, 200], gateway.Calls.Select(call => call.Status));
        Assert.Equal("text/html", failed.MediaType);
        Assert.Contains("<title>502 Bad Gateway</title>", failed.Text, StringComparison.Ordinal);
        Assert.Empty(failed.LimitHeaders);
        Assert.Single(gateway.Replies);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.2)]
    public async Task Limit_of_the_proxy_has_no_headers_of_Discord(double? seconds)
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Script.FailRestCalls(1, RestFault.FromProxy(429, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null));
        var refused = await client.SayAsync();

        Assert.Equal((429, "text/html"), (refused.Status, refused.MediaType));
        Assert.Equal(seconds is null ? [] : ["Retry-After: 2"], refused.LimitHeaders);
        Assert.Equal(1, gateway.Limits.InvalidRequests);
        Assert.Equal(0, gateway.Limits.CountRefusals(RateLimitScope.User));
    }

    [Theory]
    [InlineData(RateLimitScope.User, "user", 7)]
    [InlineData(RateLimitScope.Shared, "shared", 7)]
    [InlineData(RateLimitScope.Global, "global", 3)]
    public async Task Limit_of_Discord_that_nothing_announced_has_its_scope(RateLimitScope scope, string name, int headers)
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 5, TimeSpan.FromSeconds(5));
        gateway.Script.FailRestCalls(1, RestFault.RateLimit(scope, TimeSpan.FromSeconds(64.57), 20028));
        var refused = await client.SayAsync();

        Assert.Equal((429, name, "65"), (refused.Status, refused.Headers["X-RateLimit-Scope"], refused.Headers["Retry-After"]));
        Assert.Equal(headers, refused.LimitHeaders.Count());
        Assert.Equal(scope == RateLimitScope.Global, refused.Headers.ContainsKey("X-RateLimit-Global"));
        Assert.Equal(scope == RateLimitScope.Global, refused.Json.GetProperty("global").GetBoolean());
        Assert.Equal((64.57, 20028), (refused.Json.GetProperty("retry_after").GetDouble(), refused.Json.GetProperty("code").GetInt32()));
        Assert.Equal(scope == RateLimitScope.Shared ? 0 : 1, gateway.Limits.InvalidRequests);
        Assert.Equal(1, gateway.Limits.CountRefusals(scope));
        Assert.Equal("4", (await client.SayAsync()).Remaining);
    }

    [Fact]
    public async Task Token_may_become_invalid_in_mid_run()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        await client.SayAsync();
        gateway.Script.FailRestCalls(int.MaxValue, RestFault.Unauthorized);
        var refused = await client.SayAsync();
        Assert.Equal((401, """{"message":"401: Unauthorized","code":0}"""), (refused.Status, refused.Text));
        Assert.Empty(refused.LimitHeaders);
        Assert.Equal(401, (await client.SayAsync()).Status);
        gateway.Script.ClearRestFaults();
        Assert.Equal(200, (await client.SayAsync()).Status);
        Assert.Equal(2, gateway.Counters.Replies);
    }

    [Fact]
    public async Task Connection_is_cut_before_the_call_is_carried_out()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Script.FailRestCalls(1, RestFault.CutBeforeCall);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SayAsync());

        var call = Assert.Single(gateway.Calls);
        Assert.Equal((0, false), (call.Status, call.IsAnswered));
        Assert.EndsWith("-> 0 (connection cut)", call.ToString(), StringComparison.Ordinal);
        Assert.Empty(gateway.Replies);
        Assert.Equal(200, (await client.SayAsync()).Status);
        Assert.Equal(0, gateway.Limits.InvalidRequests);
    }

    [Fact]
    public async Task Connection_is_cut_after_the_call_has_been_carried_out()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        await using var bot = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.FailRestCalls(1, RestFault.CutAfterCall);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SayAsync());

        await bot.ExpectAsync("MESSAGE_CREATE");
        var call = Assert.Single(gateway.Calls);
        Assert.Equal((200, false), (call.Status, call.IsAnswered));
        Assert.Equal(1, gateway.Counters.Replies);
        var next = await client.SayAsync();
        Assert.Equal((200, "99998"), (next.Status, next.Remaining));
    }

    [Fact]
    public async Task Fault_of_one_route_leaves_the_others_alone()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Script.FailRestCalls(1, RestFault.Error(403, 50001, "Missing Access"), "POST", Route);

        Assert.Equal(200, (await client.SendAsync("GET", "/users/@me")).Status);
        Assert.Equal("""{"message":"Missing Access","code":50001}""", (await client.SayAsync()).Text);
        Assert.Equal(200, (await client.SayAsync()).Status);
        Assert.Throws<ArgumentException>(() => gateway.Script.FailRestCalls(1, RestFault.Unauthorized, "POST", "/x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => RestFault.Error(200, 0, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => RestFault.FromProxy(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => RestFault.RateLimit(RateLimitScope.User, TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Response_is_late_by_the_latency_and_the_event_is_not()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        await using var bot = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.RestLatency = TimeSpan.FromSeconds(2);
        var call = client.SayAsync();
        await bot.ExpectAsync("MESSAGE_CREATE");
        await gateway.WaitForCallAsync(_ => true, Cancel);
        time.Advance(TimeSpan.FromSeconds(1.999));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task Latency_depends_on_the_seed()
    {
        var first = await DelaysAsync(seed: 1);

        Assert.All(first, delay => Assert.InRange(delay, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5)));
        Assert.Equal(first.Count, first.Distinct().Count());
        Assert.Equal(first, await DelaysAsync(seed: 1));
        Assert.NotEqual(first, await DelaysAsync(seed: 2));
    }

    [Fact]
    public async Task Clock_that_is_off_shifts_the_date_and_the_reset()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        var right = await client.SayAsync();
        gateway.Script.ClockOffset = TimeSpan.FromMinutes(-10);
        var wrong = await client.SayAsync();

        Assert.Equal("Fri, 02 Jan 2026 03:04:05 GMT", right.Headers["Date"]);
        Assert.Equal("Fri, 02 Jan 2026 02:54:05 GMT", wrong.Headers["Date"]);
        Assert.Equal(600, Reset(right) - Reset(wrong));
        Assert.Equal(right.Headers["X-RateLimit-Reset-After"], wrong.Headers["X-RateLimit-Reset-After"]);
    }

    private static decimal Reset(RestResponse answer) => decimal.Parse(answer.Headers["X-RateLimit-Reset"], CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<TimeSpan>> DelaysAsync(int seed)
    {
        var time = new RecordingTime();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time, Seed = seed });
        using var client = new RestClient(gateway);
        gateway.Script.RestLatency = TimeSpan.FromSeconds(1);
        gateway.Script.RestLatencyJitter = TimeSpan.FromSeconds(0.5);
        for (int call = 0; call < 5; call++)
        {
            await client.SayAsync();
        }

        return time.Delays;
    }

    private Task<SimulatedGateway> StartAsync() => SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });

    /// <summary>Keeps the length of each delay, and lets it end at once.</summary>
    private sealed class RecordingTime : TimeProvider
    {
        public List<TimeSpan> Delays { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Delays.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
