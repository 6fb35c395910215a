using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Spectacles.Gateway.Cli.RestProxy;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The proxy between clients and a simulated Discord, over real HTTP. Each client represents a machine.</summary>
public sealed class RestProxyTests : IAsyncLifetime
{
    private const string Messages = "/channels/{channel_id}/messages";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SimulatedGateway gateway = null!;
    private RestProxyService proxy = null!;
    private Uri address = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Snowflake Channel => gateway.World.Guilds[0].TextChannels[0].Id;

    public async ValueTask InitializeAsync()
    {
        gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await StartAsync(new RateLimitOptions());
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Two_machines_never_exceed_a_bucket_together()
    {
        gateway.Limits.Set("POST", Messages, 5, TimeSpan.FromMilliseconds(250));
        using var one = Machine();
        using var other = Machine();
        await Task.WhenAll(
            Enumerable.Range(0, 60).Select(
                call => (call % 2 == 0 ? one : other).CreateMessageAsync(Channel, new CreateMessageBody { Content = "text" }, Cancel)));

        Assert.Equal(60, gateway.Calls.Count(call => call.Status == 200));
        Assert.Equal(0, Refusals());
    }

    [Fact]
    public async Task Two_machines_never_exceed_the_global_limit_together()
    {
        await StartAsync(new RateLimitOptions { GlobalLimit = 20 });
        gateway.Limits.GlobalLimit = 20;
        using var one = Machine();
        using var other = Machine();
        await Task.WhenAll(
            Enumerable.Range(0, 60).Select(
                call => (call % 2 == 0 ? one : other).GetChannelMessagesAsync(Channel, cancellationToken: Cancel)));

        Assert.Equal(60, gateway.Calls.Count(call => call.Status == 200));
        Assert.Equal(0, Refusals());
    }

    [Fact]
    public async Task Interactions_pass_while_the_global_limit_is_used_up()
    {
        await StartAsync(new RateLimitOptions { GlobalLimit = 1 });
        using var machine = Machine();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] waiting =
            [.. Enumerable.Range(0, 100).Select(_ => machine.GetChannelMessagesAsync(Channel, cancellationToken: leaving.Token))];
        using var http = Http();
        for (int id = 1; id <= 20; id++)
        {
            string path = $"interactions/{id}/token-{id}/callback";
            using var response = await SendAsync(http, HttpMethod.Post, path, """{"type":5}""", isBot: false);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Contains(waiting, call => !call.IsCompleted);
        await leaving.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task Request_and_response_are_forwarded_as_they_are()
    {
        using var machine = Machine();
        var message = await machine.CreateMessageAsync(Channel, new CreateMessageBody { Content = "one & two" }, Cancel);
        await machine.CreateReactionAsync(Channel, message.Id, "🔥", Cancel);
        var found = await machine.GetChannelMessagesAsync(Channel, new GetChannelMessagesQuery { Limit = 1 }, Cancel);

        Assert.Equal("one & two", Assert.Single(found).Content);
        Assert.Equal("🔥", Assert.Single(found[0].Reactions).Emoji.Name);
    }

    [Fact]
    public async Task Upload_of_unknown_length_is_forwarded()
    {
        using var http = Http();
        using var request = Request(HttpMethod.Post, $"channels/{Channel}/messages", isBot: true);
        byte[] file = new byte[3_000_000];
        new Random(1).NextBytes(file);
        request.Content = new MultipartFormDataContent { { new ByteArrayContent(file), "files[0]", "file.bin" } };
        request.Headers.TransferEncodingChunked = true;
        using var response = await http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"size\":3000000", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_that_no_header_announced_is_repeated_by_the_proxy()
    {
        gateway.Script.FailRestCalls(2, RestFault.RateLimit(Testing.RateLimitScope.Shared, TimeSpan.FromMilliseconds(20)));
        using var http = Http();
        using var response = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"text"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([429, 429, 200], gateway.Calls.Select(call => call.Status));
        string metrics = await GetAsync(http, "/metrics");
        Assert.Contains("spectacles_rest_proxy_limited_total{scope=\"shared\"} 2\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_that_can_not_be_sent_before_the_deadline_is_answered_with_429()
    {
        gateway.Limits.Set("POST", Messages, 1, TimeSpan.FromMinutes(10));
        using var http = Http();
        using var first = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"text"}""");
        using var second = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"text"}""");
        string body = await second.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 590, 601);
        Assert.Equal(["shared"], second.Headers.GetValues("X-RateLimit-Scope"));
        Assert.StartsWith("{\"message\":\"POST /channels/{id}/messages was not sent:", body, StringComparison.Ordinal);
        Assert.Single(gateway.Calls);
    }

    [Fact]
    public async Task After_a_401_calls_with_the_same_token_do_not_reach_Discord()
    {
        gateway.Script.FailRestCalls(1, RestFault.Unauthorized);
        using var http = Http();
        for (int call = 0; call < 3; call++)
        {
            using var response = await SendAsync(http, HttpMethod.Get, $"channels/{Channel}");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Single(gateway.Calls);
    }

    [Fact]
    public async Task Client_that_ends_its_call_leaves_the_queue()
    {
        gateway.Limits.Set("POST", Messages, 1, TimeSpan.FromSeconds(2));
        using var http = Http();
        using var first = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"first"}""");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var request = Request(HttpMethod.Post, $"channels/{Channel}/messages", isBot: true);
        request.Content = new StringContent("""{"content":"left"}""", Encoding.UTF8, "application/json");
        var left = http.SendAsync(request, leaving.Token);
        await WaitForAsync(http, "spectacles_rest_proxy_waiting 1\n");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await WaitForAsync(http, "spectacles_rest_proxy_waiting 0\n");
        using var next = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"next"}""");

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(2, gateway.Calls.Count);
    }

    [Fact]
    public async Task Unreachable_Discord_is_answered_with_502()
    {
        await gateway.DisposeAsync();
        using var http = Http();
        using var response = await SendAsync(http, HttpMethod.Get, "gateway/bot");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Fact]
    public async Task Call_that_the_proxy_does_not_send_is_one_that_the_client_has_not_sent()
    {
        await StartAsync(new RateLimitOptions { QueueLimit = 0 });
        gateway.Limits.Set("POST", Messages, 1, TimeSpan.FromSeconds(50));
        using var machine = Machine(TimeSpan.FromSeconds(3));
        using var other = Machine(TimeSpan.FromSeconds(3));
        await machine.CreateMessageAsync(Channel, "sent", Cancel);
        using var http = Http();
        using var refusal = await SendAsync(http, HttpMethod.Post, $"channels/{Channel}/messages", """{"content":"text"}""");
        var notSent = await Assert.ThrowsAsync<RestNotSentException>(() => other.CreateMessageAsync(Channel, "not sent", Cancel));

        Assert.Equal(HttpStatusCode.TooManyRequests, refusal.StatusCode);
        Assert.Equal(["shared"], refusal.Headers.GetValues("X-RateLimit-Scope"));
        Assert.Equal(RestNotSentReason.Deadline, notSent.Reason);
        Assert.Single(gateway.Calls);
    }

    [Fact]
    public async Task Call_waits_while_the_proxy_has_no_room_for_it()
    {
        await StartAsync(new RateLimitOptions { QueueLimit = 0 });
        gateway.Limits.Set("POST", Messages, 1, TimeSpan.FromMilliseconds(500));
        using var machine = Machine();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => machine.CreateMessageAsync(Channel, "text", Cancel)));

        Assert.Equal([200, 200, 200, 200], gateway.Calls.Select(call => call.Status));
    }

    [Fact]
    public async Task Health_and_other_paths()
    {
        using var http = Http();
        using var other = await http.GetAsync(new Uri(address, "/other"), Cancel);

        Assert.Equal("ok\n", await GetAsync(http, "/healthz"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Empty(gateway.Calls);
    }

    private static HttpClient Http() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };

    private async Task StartAsync(RateLimitOptions limits)
    {
        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        proxy = new RestProxyService(
            new RestProxyOptions { Upstream = new Uri(gateway.Api, "/"), Limits = limits }, TimeProvider.System);
        address = await proxy.StartAsync(IPAddress.Loopback, 0, Cancel);
    }

    private BotRest Machine(TimeSpan? deadline = null) => new(
        gateway.Token,
        new BotRestOptions
        {
            Api = new Uri(address, "/api/v10"),
            Deadline = deadline ?? Patience,
            RateLimits = new RateLimitOptions { GlobalLimit = 1_000 },
        });

    private HttpRequestMessage Request(HttpMethod method, string path, bool isBot)
    {
        var request = new HttpRequestMessage(method, new Uri(address, $"/api/v10/{path}"));
        request.Headers.Authorization = isBot ? new AuthenticationHeaderValue("Bot", gateway.Token) : null;
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, string? body = null, bool isBot = true)
    {
        using var request = Request(method, path, isBot);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request, Cancel);
    }

    private Task<string> GetAsync(HttpClient http, string path) => http.GetStringAsync(new Uri(address, path), Cancel);

    private async Task WaitForAsync(HttpClient http, string text)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!(await GetAsync(http, "/metrics")).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, text);
        }
    }

    private long Refusals() => Enum.GetValues<Testing.RateLimitScope>().Sum(gateway.Limits.CountRefusals);
}
