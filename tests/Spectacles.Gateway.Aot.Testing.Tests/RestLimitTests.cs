using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The limits of routes. https://discord.com/developers/docs/topics/rate-limits</summary>
public sealed class RestLimitTests
{
    private const string Route = "/channels/{channel_id}/messages";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 250, TimeSpan.Zero));

    [Fact]
    public async Task Response_announces_the_limit_of_its_route()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 5, Window, "abcd1234");

        var first = await client.SayAsync();
        time.Advance(TimeSpan.FromSeconds(1.5));
        var second = await client.SayAsync();

        Assert.Equal(
            [
                "X-RateLimit-Bucket: abcd1234",
                "X-RateLimit-Limit: 5",
                "X-RateLimit-Remaining: 4",
                "X-RateLimit-Reset: 1767323050.250",
                "X-RateLimit-Reset-After: 5.000",
            ],
            first.LimitHeaders);
        Assert.Equal(
            [
                "X-RateLimit-Bucket: abcd1234",
                "X-RateLimit-Limit: 5",
                "X-RateLimit-Remaining: 3",
                "X-RateLimit-Reset: 1767323050.250",
                "X-RateLimit-Reset-After: 3.500",
            ],
            second.LimitHeaders);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1.500", (await client.SayAsync()).Headers["X-RateLimit-Reset-After"]);
    }

    [Fact]
    public async Task Call_over_the_limit_is_refused_until_the_window_ends_and_is_not_carried_out()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 2, Window, "abcd1234");
        await client.SayAsync();
        await client.SayAsync();
        time.Advance(TimeSpan.FromSeconds(0.43));
        var refused = await client.SayAsync();

        Assert.Equal(429, refused.Status);
        Assert.Equal("application/json", refused.MediaType);
        Assert.Equal("""{"message":"You are being rate limited.","retry_after":4.57,"global":false}""", refused.Text);
        Assert.Equal(
            [
                "Retry-After: 5",
                "X-RateLimit-Bucket: abcd1234",
                "X-RateLimit-Limit: 2",
                "X-RateLimit-Remaining: 0",
                "X-RateLimit-Reset: 1767323050.250",
                "X-RateLimit-Reset-After: 4.570",
                "X-RateLimit-Scope: user",
            ],
            refused.LimitHeaders);
        time.Advance(TimeSpan.FromSeconds(4.569));
        Assert.Equal(429, (await client.SayAsync()).Status);
        Assert.Equal(2, gateway.Counters.Replies);
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal((200, "1"), await StatusAndRemainingAsync(client.SayAsync()));
        Assert.Equal(3, gateway.Counters.Replies);
        Assert.Equal((2, 0, 0), Counts(gateway));
        Assert.Equal([200, 200, 429, 429, 200], gateway.Calls.Select(call => call.Status));
    }

    [Fact]
    public async Task Each_channel_has_a_window_of_its_own_in_the_same_bucket()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 1, Window);
        var first = await client.SayAsync();
        var other = await client.SayAsync($"/channels/{gateway.World.Guilds[0].TextChannels[1].Id}/messages");

        Assert.Equal((200, 200, 429), (first.Status, other.Status, (await client.SayAsync()).Status));
        Assert.Equal(first.Bucket, other.Bucket);
    }

    [Fact]
    public async Task Each_token_of_a_webhook_has_a_window_of_its_own()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", "/webhooks/{webhook_id}/{webhook_token}", 1, Window);

        Assert.Equal(404, (await client.SayAsync("/webhooks/1/a")).Status);
        Assert.Equal(404, (await client.SayAsync("/webhooks/1/b")).Status);
        Assert.Equal(404, (await client.SayAsync("/webhooks/2/a")).Status);
        Assert.Equal(429, (await client.SayAsync("/webhooks/1/a")).Status);
    }

    [Fact]
    public async Task Limits_are_not_reached_unless_a_test_sets_them()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        for (int call = 0; call < 200; call++)
        {
            var answer = await client.SayAsync();
            Assert.Equal(200, answer.Status);
            Assert.Equal((99_999 - call).ToString(CultureInfo.InvariantCulture), answer.Remaining);
        }

        Assert.Equal(0, gateway.Limits.InvalidRequests);
    }

    [Theory]
    [InlineData("GET", "/gateway/bot", null, 5)]
    [InlineData("POST", "/channels/1/messages", """{"content":"x"}""", 5)]
    [InlineData("POST", "/channels/1/messages", "{", 5)]
    [InlineData("GET", "/guilds/1/widget.png", null, 5)]
    [InlineData("GET", "/gateway", null, 0)]
    [InlineData("GET", "/nothing", null, 0)]
    public async Task Headers_are_on_every_route_of_Discord_but_the_one_without_a_limit(string method, string path, string? body, int count)
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);

        Assert.Equal(count, (await client.SendAsync(method, path, body)).LimitHeaders.Count());
    }

    [Fact]
    public async Task Routes_have_different_buckets_and_keep_them()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        string said = (await client.SayAsync()).Bucket;

        Assert.NotEqual(said, (await client.SendAsync("GET", "/gateway/bot")).Bucket);
        Assert.NotEqual(said, (await client.SendAsync("GET", client.Messages)).Bucket);
        gateway.Limits.Set("POST", Route, 5, Window);
        Assert.Equal(said, (await client.SayAsync()).Bucket);
    }

    [Fact]
    public async Task Routes_with_the_same_bucket_share_the_limit()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 2, Window, "shared");
        gateway.Limits.Set("GET", Route, 2, Window, "shared");

        Assert.Equal(("shared", "1"), await BucketAndRemainingAsync(client.SayAsync()));
        Assert.Equal(("shared", "0"), await BucketAndRemainingAsync(client.SendAsync("GET", client.Messages)));
        Assert.Equal(429, (await client.SayAsync()).Status);
        Assert.Equal(429, (await client.SendAsync("GET", client.Messages)).Status);
    }

    [Fact]
    public async Task Bucket_may_change_in_mid_run()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 1, Window, "old");
        Assert.Equal(("old", "0"), await BucketAndRemainingAsync(client.SayAsync()));
        gateway.Limits.Set("POST", Route, 3, Window, "new");
        Assert.Equal(("new", "2"), await BucketAndRemainingAsync(client.SayAsync()));
        gateway.Limits.Set("POST", Route, 2, Window);
        Assert.Equal(("new", "0"), await BucketAndRemainingAsync(client.SayAsync()));
        gateway.Limits.SetUnlimited("POST", Route);
        var unlimited = await client.SayAsync();
        Assert.Equal(200, unlimited.Status);
        Assert.Empty(unlimited.LimitHeaders);
    }

    [Fact]
    public async Task Sublimit_refuses_calls_that_the_headers_allow()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 10, TimeSpan.FromMinutes(15));
        gateway.Limits.AddSublimit("POST", Route, 2, TimeSpan.FromMinutes(10), field: "nonce", code: 20028);
        const string WithField = """{"content":"x","nonce":"1"}""";
        Assert.Equal((200, "9"), await StatusAndRemainingAsync(client.SendAsync("POST", client.Messages, WithField)));
        Assert.Equal((200, "8"), await StatusAndRemainingAsync(client.SendAsync("POST", client.Messages, WithField)));
        time.Advance(TimeSpan.FromSeconds(1));
        var refused = await client.SendAsync("POST", client.Messages, WithField);

        Assert.Equal((429, "7", "599"), (refused.Status, refused.Remaining, refused.Headers["Retry-After"]));
        Assert.Equal("user", refused.Headers["X-RateLimit-Scope"]);
        Assert.Equal("""{"message":"You are being rate limited.","retry_after":599,"global":false,"code":20028}""", refused.Text);
        Assert.Equal((200, "6"), await StatusAndRemainingAsync(client.SayAsync()));
        time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal((200, "5"), await StatusAndRemainingAsync(client.SendAsync("POST", client.Messages, WithField)));
        Assert.Equal(4, gateway.Counters.Replies);
    }

    [Fact]
    public async Task Calls_at_the_same_time_are_counted_once_each()
    {
        await using var gateway = await StartAsync();
        using var client = new RestClient(gateway);
        gateway.Limits.Set("POST", Route, 20, Window);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.SayAsync()));

        Assert.Equal(
            Enumerable.Range(0, 20),
            answers.Where(answer => answer.Status == 200)
                .Select(answer => int.Parse(answer.Remaining, CultureInfo.InvariantCulture)).Order());
        Assert.Equal((40, 0, 0), Counts(gateway));
        Assert.Equal(20, gateway.Counters.Replies);
    }

    [Fact]
    public async Task Setting_that_cannot_work_is_refused()
    {
        await using var gateway = await StartAsync();
        var limits = gateway.Limits;

        Assert.Contains(
            "Discord has no route POST /channels/1/messages.",
            Assert.Throws<ArgumentException>(() => limits.Set("POST", "/channels/1/messages", 1, Window)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => limits.AddSublimit("PUT", Route, 1, Window));
        Assert.Throws<ArgumentException>(() => limits.SetUnlimited("PUT", Route));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Set("POST", Route, 0, Window));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.Set("POST", Route, 1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.AddSublimit("POST", Route, 0, Window));
        Assert.Throws<ArgumentOutOfRangeException>(() => limits.GlobalLimit = 0);
    }

    private static (long User, long Global, long Shared) Counts(SimulatedGateway gateway) => (
        gateway.Limits.CountRefusals(RateLimitScope.User),
        gateway.Limits.CountRefusals(RateLimitScope.Global),
        gateway.Limits.CountRefusals(RateLimitScope.Shared));

    private static async Task<(int Status, string Remaining)> StatusAndRemainingAsync(Task<RestResponse> call)
    {
        var answer = await call;
        return (answer.Status, answer.Remaining);
    }

    private static async Task<(string Bucket, string Remaining)> BucketAndRemainingAsync(Task<RestResponse> call)
    {
        var answer = await call;
        return (answer.Bucket, answer.Remaining);
    }

    private Task<SimulatedGateway> StartAsync() => SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
}
