using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

public sealed class GatewayTests
{
    private const string Secret = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GatewayTests.secret-secret";
    private const string Answer = """{"url":"wss://gateway.example","shards":7,"session_start_limit":{"total":1000,"remaining":998,"reset_after":3600000,"max_concurrency":16}}""";

    [Fact]
    public void Gateway_instance_is_shared_for_the_same_token_and_API_URL()
    {
        var gateway = Gateway.From(Secret + "1");

        Assert.Same(gateway, Gateway.From("Bot " + Secret + "1"));
        Assert.NotSame(gateway, Gateway.From(Secret + "2"));
        Assert.NotSame(gateway, Gateway.From(Secret + "1", new GatewayOptions { Api = new Uri("http://localhost/api/v10") }));
        Assert.NotSame(gateway, new Gateway(Secret + "1"));
    }

    [Fact]
    public void Second_fixed_shard_count_is_an_error_that_names_both_counts()
    {
        Gateway.From(Secret + "3", new GatewayOptions { ShardCount = 30 });
        Gateway.From(Secret + "3", new GatewayOptions { ShardCount = 30 });
        Gateway.From(Secret + "3");

        var error = Assert.Throws<InvalidOperationException>(() => Gateway.From(Secret + "3", new GatewayOptions { ShardCount = 31 }));

        Assert.Contains("30", error.Message, StringComparison.Ordinal);
        Assert.Contains("31", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_leaves_the_registry_with_its_last_cluster()
    {
        var first = new Cluster(Secret + "4");
        var second = new Cluster(Secret + "4");
        Assert.Same(first.Gateway, second.Gateway);

        await first.DisposeAsync();
        Assert.Same(second.Gateway, Gateway.From(Secret + "4"));
        await second.DisposeAsync();
        await second.DisposeAsync();

        Assert.NotSame(second.Gateway, Gateway.From(Secret + "4"));
    }

    [Fact]
    public void Gateway_token_is_not_shown_by_text_or_JSON()
    {
        using var http = new HttpMessageInvoker(new Api(HttpStatusCode.OK, Answer));
        var gateway = new Gateway(Secret, new GatewayOptions { Http = http, ShardCount = 1 });

        Assert.Equal("Gateway { Api = https://discord.com/api/v10, ShardCount = 1 }", gateway.ToString());
        Assert.DoesNotContain(
            "secret",
            string.Join(
                ' ',
                typeof(Gateway)
                    .GetProperties()
                    .Where(property => property.Name is not ("Url" or "SessionStartLimit"))
                    .Select(property => property.GetValue(gateway))),
            StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(Gateway).GetProperties(), property => property.Name.Contains("Token", StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => gateway.Url);
    }

    [Fact]
    public async Task JSON_of_a_fetched_gateway_contains_no_token()
    {
        using var http = new HttpMessageInvoker(new Api(HttpStatusCode.OK, Answer));
        var gateway = new Gateway(Secret, new GatewayOptions { Http = http });
        await gateway.FetchAsync(cancellationToken: TestContext.Current.CancellationToken);

        string json = JsonSerializer.Serialize(gateway);

        Assert.Contains("\"ShardCount\":7", json, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_requests_the_API_once_unless_forced()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var api = new Api(HttpStatusCode.OK, Answer);
        using var http = new HttpMessageInvoker(api);
        var gateway = new Gateway(
            "Bot " + Secret, new GatewayOptions { Http = http, Api = new Uri("http://localhost/api/v10/"), TimeProvider = time });
        var cancel = TestContext.Current.CancellationToken;

        await Task.WhenAll(gateway.FetchAsync(cancellationToken: cancel), gateway.FetchAsync(cancellationToken: cancel));
        await gateway.FetchAsync(cancellationToken: cancel);
        Assert.Equal(1, api.Requests);
        await gateway.FetchAsync(force: true, cancel);

        Assert.Equal(2, api.Requests);
        Assert.Equal("http://localhost/api/v10/gateway/bot", api.Last!.RequestUri!.ToString());
        Assert.Equal("Bot " + Secret, api.Last.Headers.Authorization!.ToString());
        Assert.StartsWith("DiscordBot (", api.Last.Headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal(new Uri("wss://gateway.example"), gateway.Url);
        Assert.Equal(7, gateway.ShardCount);
        Assert.Equal(new SessionStartLimit(1000, 998, time.GetUtcNow().AddHours(1), 16), gateway.SessionStartLimit);
    }

    [Theory]
    [InlineData(null, "The token is empty")]
    [InlineData("", "The token is empty")]
    [InlineData("  ", "The token is empty")]
    [InlineData("Bot ", "The token is empty")]
    [InlineData("0123456789abcdef0123456789abcdef", "malformed")]
    [InlineData("one.two", "malformed")]
    [InlineData("one..three", "malformed")]
    [InlineData("one.two.thr ee", "malformed")]
    [InlineData("one.two.three\r\nX: y", "malformed")]
    [InlineData("\"one.two.three\"", "malformed")]
    public void Malformed_token_is_rejected_at_once_and_not_repeated_in_the_error(string? token, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new Cluster(token!));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("Bot > Token", error.Message, StringComparison.Ordinal);
        Assert.True(string.IsNullOrWhiteSpace(token) || token.Length < 5 || !error.Message.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "{}", "401: the token is wrong")]
    [InlineData(HttpStatusCode.NotFound, "{}", "404: check the API address")]
    [InlineData(HttpStatusCode.TooManyRequests, "{}", "429")]
    [InlineData(HttpStatusCode.BadGateway, "", "502")]
    [InlineData(HttpStatusCode.OK, "<html>", "not the documented JSON")]
    [InlineData(HttpStatusCode.OK, "[]", "has no url")]
    [InlineData(HttpStatusCode.OK, """{"url":5}""", "not the documented JSON")]
    [InlineData(HttpStatusCode.OK, """{"url":"wss://x","shards":0}""", "has no url")]
    public async Task API_refusal_is_an_error_that_says_what_to_do(HttpStatusCode status, string body, string message)
    {
        using var http = new HttpMessageInvoker(new Api(status, body));
        var gateway = new Gateway(Secret, new GatewayOptions { Http = http, TimeProvider = new WaitRecorder() });

        var error = await Assert.ThrowsAsync<GatewayException>(
            () => gateway.FetchAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_API_response_is_rejected()
    {
        using var http = new HttpMessageInvoker(new Api(HttpStatusCode.OK, new string(' ', 10_000_000)));
        var gateway = new Gateway(Secret, new GatewayOptions { Http = http });

        var error = await Assert.ThrowsAsync<GatewayException>(
            () => gateway.FetchAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("more than 65536 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_API_is_named_in_the_error()
    {
        // Port 9 of this machine: nobody listens.
        await using var cluster = new Cluster(Secret, new ClusterOptions { Api = new Uri("http://127.0.0.1:9/api/v10") });

        var error = await Assert.ThrowsAsync<GatewayException>(() => cluster.SpawnAsync(TestContext.Current.CancellationToken));

        Assert.Contains("can't be reached at http://127.0.0.1:9/api/v10/gateway/bot", error.Message, StringComparison.Ordinal);
    }

    private sealed class Api(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        public HttpRequestMessage? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Last = request;
            await Task.Yield();
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
