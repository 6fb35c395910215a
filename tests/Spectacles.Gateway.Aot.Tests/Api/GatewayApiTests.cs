using System.Globalization;
using static Spectacles.Gateway.Tests.ScriptedServer;

namespace Spectacles.Gateway.Tests;

/// <summary>GET /gateway/bot over real HTTP: what is waited for, and what is said of everything else.</summary>
public sealed class GatewayApiTests
{
    private const string Secret = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GatewayApiTests.secret-secret";
    private static readonly string Known = Http("200 OK", """{"url":"wss://gateway.example","shards":7}""");

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 7\r\n", 7.0)]
    [InlineData("429 Too Many Requests", "Retry-After: 0\r\n", 1.0)]
    [InlineData("429 Too Many Requests", "Retry-After: -5\r\n", 1.0)]
    [InlineData("429 Too Many Requests", "Retry-After: -1e300\r\n", 1.0)]
    [InlineData("429 Too Many Requests", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n", 1.0)]
    [InlineData("429 Too Many Requests", "Retry-After: 0.5\r\n", 0.5)]
    [InlineData("502 Bad Gateway", "Retry-After: 12\r\n", 12.0)]
    [InlineData("503 Service Unavailable", "Retry-After: 300\r\n", 300.0)]
    public async Task Request_is_retried_after_the_delay_in_the_Retry_After_header(string status, string headers, double seconds)
    {
        await using var server = new ScriptedServer(Http(status, "", headers), Http(status, "", headers), Known);
        var time = new WaitRecorder();

        var gateway = Make(server, time);
        await FetchAsync(gateway);

        Assert.Equal(7, gateway.ShardCount);
        Assert.Equal([seconds, seconds], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData("429 Too Many Requests", """{"message":"You are being rate limited.","retry_after":64.57,"global":false}""", "", 64.57)]
    [InlineData("429 Too Many Requests", """{"retry_after":0}""", "", 1.0)]
    [InlineData("429 Too Many Requests", """{"retry_after":"64.57"}""", "", 64.57)]
    [InlineData("429 Too Many Requests", """{"retry_after":6457e-2}""", "", 64.57)]
    [InlineData("429 Too Many Requests", """{"retry_after":64.57}""", "Retry-After: 7\r\n", 7.0)]
    [InlineData("429 Too Many Requests", """{"retry_after":64.57}""", "Retry-After: soon\r\n", 64.57)]
    [InlineData("503 Service Unavailable", """{"retry_after":12}""", "", 12.0)]
    public async Task Retry_delay_is_read_from_the_body_without_a_valid_header(string status, string body, string headers, double seconds)
    {
        await using var server = new ScriptedServer(Http(status, body, headers), Known);
        var time = new WaitRecorder();

        await FetchAsync(Make(server, time));

        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, seconds, seconds + 0.002);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"retry_after\":\"soon\"}")]
    [InlineData("{\"retry_after\":[7]}")]
    [InlineData("[5]")]
    [InlineData("{\"retry_after\"")]
    public async Task Refusal_without_a_delay_is_retried_after_a_random_wait(string body)
    {
        await using var server = new ScriptedServer(
            Http("429 Too Many Requests", body),
            Http("502 Bad Gateway", new string('x', 100_000)),
            "HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\n{",
            Known);
        var time = new WaitRecorder();

        await FetchAsync(Make(server, time));

        Assert.Equal(3, time.Waits.Count);
        Assert.All(time.Waits, wait => Assert.InRange(wait.TotalSeconds, 1, 5));
    }

    [Theory]
    [InlineData("Retry-After: 999999999999999999999\r\n", "")]
    [InlineData("Retry-After: 1e300\r\n", "")]
    [InlineData("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n", "")]
    [InlineData("", """{"retry_after":1e300}""")]
    [InlineData("", """{"retry_after":1e999}""")]
    public async Task Retry_delay_is_limited_to_24_hours_and_the_error_mentions_the_limit(string headers, string body)
    {
        await using var server = new ScriptedServer(Http("429 Too Many Requests", body, headers));

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder())));

        Assert.Contains($"Retry after {TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-dd}", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "The response asks for a longer wait; more than 24 hours are not accepted.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"url":"wss://gateway.example","shards":20001}""", "recommends 20001 shards; GatewayOptions.MaxShards accepts 20000")]
    [InlineData("""{"url":"wss://gateway.example","shards":2147483647}""", "recommends 2147483647 shards")]
    [InlineData("""{"url":"wss://gateway.example","shards":1001,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}""", "recommends 1001 shards, but lets only 1000 sessions start")]
    [InlineData(
        """{"url":"wss://user:hunter2@gateway.example","shards":1}""",
        "names wss://gateway.example, which is not used: it contains a user name or a password")]
    [InlineData(
        """{"url":"wss://gateway.discord.gg:8443","shards":1}""",
        "names wss://gateway.discord.gg:8443, which is not used: it is on Discord's host without TLS or on a port other than 443")]
    [InlineData("""{"url":"ws://gateway.discord.gg","shards":1}""", "on Discord's host without TLS or on a port other than 443")]
    [InlineData("""{"url":"wss://2130706433","shards":1}""", "its host is an IP address in an unusual notation")]
    public async Task Implausible_response_is_an_error_that_gives_the_reason(string answer, string reason)
    {
        await using var server = new ScriptedServer(Http("200 OK", answer));

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder())));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.0", "5.0", "1e1", "1000.0")]
    [InlineData("\"7\"", "\"5\"", "\"10\"", "\"1000\"")]
    public async Task Whole_numbers_in_response_are_read_in_every_form(string shards, string remaining, string concurrency, string total)
    {
        await using var server = new ScriptedServer(Http("200 OK", $$$"""{"url":"wss://gateway.example","shards":{{{shards}}},"session_start_limit":{"total":{{{total}}},"remaining":{{{remaining}}},"reset_after":{{{total}}},"max_concurrency":{{{concurrency}}}}}"""));
        var gateway = Make(server, new WaitRecorder());

        await FetchAsync(gateway);

        Assert.Equal(
            (7, 5, 10, 1000),
            (
                gateway.ShardCount,
                gateway.SessionStartLimit.Remaining,
                gateway.SessionStartLimit.MaxConcurrency,
                gateway.SessionStartLimit.Total));
    }

    [Theory]
    [InlineData("7.5")]
    [InlineData("\"seven\"")]
    [InlineData("true")]
    [InlineData("2147483648")]
    public async Task Invalid_shard_count_in_the_response_is_an_error(string shards)
    {
        await using var server = new ScriptedServer(Http("200 OK", $$"""{"url":"wss://gateway.example","shards":{{shards}}}"""));

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder())));

        Assert.Contains("is not the documented JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxShards_raises_the_accepted_shard_count_and_fixed_Shards_ignores_the_recommendation()
    {
        await using var server = new ScriptedServer(Http("200 OK", """{"url":"wss://gateway.example","shards":30000}"""));
        var api = new Uri($"http://127.0.0.1:{server.Port}/api/v10");
        var believing = new Gateway(Secret, new GatewayOptions { Api = api, MaxShards = 30_000 });
        var fixedTo = new Gateway(Secret, new GatewayOptions { Api = api, ShardCount = 7 });

        await FetchAsync(believing);
        await FetchAsync(fixedTo);

        Assert.Equal((30_000, 7), (believing.ShardCount, fixedTo.ShardCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gateway(Secret, new GatewayOptions { MaxShards = 0 }));
    }

    [Fact]
    public async Task Reason_phrase_of_a_response_is_escaped_and_truncated()
    {
        await using var server = new ScriptedServer(Http($"418 \u001b]0;owned\u0007{new string('x', 1000)}"));

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder())));

        Assert.DoesNotContain(error.ToString(), character => character is '\u001b' or '\u0007');
        Assert.InRange(error.Message.Length, 0, 400);
    }

    [Fact]
    public async Task Request_is_retried_at_the_date_in_the_Retry_After_header()
    {
        string date = TimeProvider.System.GetUtcNow().AddSeconds(100).ToString("R", CultureInfo.InvariantCulture);
        await using var server = new ScriptedServer(Http("429 Too Many Requests", "", $"Retry-After: {date}\r\n"), Known);
        var time = new WaitRecorder();

        await FetchAsync(Make(server, time));

        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 60, 100);
    }

    [Fact]
    public async Task Request_without_a_Retry_After_header_is_tried_5_times_with_growing_random_waits()
    {
        await using var server = new ScriptedServer(Http("500 Internal Server Error"));
        var time = new WaitRecorder();

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, time)));

        Assert.Contains("answered 500 (server error), 5 times", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, server.Requests);
        Assert.Equal(4, time.Waits.Count);
        Assert.All(time.Waits.Zip([1.0, 2, 3, 5]), wait => Assert.InRange(wait.First.TotalSeconds, 1, wait.Second));
    }

    [Fact]
    public async Task Exception_of_a_custom_HttpMessageInvoker_is_named_in_the_error()
    {
        using var http = new HttpMessageInvoker(new ThrowingHandler());
        var gateway = new Spectacles.Gateway.Gateway(Secret, new GatewayOptions { Http = http });

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(gateway));

        Assert.Contains("threw NotSupportedException: no HTTP today", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_of_range_reset_time_is_limited_to_30_days()
    {
        await using var server = new ScriptedServer(Http("200 OK", """{"url":"wss://gateway.example","shards":1,"session_start_limit":{"total":1,"remaining":0,"reset_after":9223372036854775807,"max_concurrency":1}}"""));
        var gateway = Make(server, new WaitRecorder());

        await FetchAsync(gateway);

        Assert.InRange(gateway.SessionStartLimit.ResetAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(29), TimeSpan.FromDays(30));
    }

    [Fact]
    public void Api_URL_with_a_password_is_rejected() =>
        Assert.Throws<ArgumentException>(
            () => new Spectacles.Gateway.Gateway(Secret, new GatewayOptions { Api = new Uri("https://user:pass@example.com/api/v10") }));

    [Fact]
    public async Task Long_retry_delay_is_an_error_that_gives_the_end_time()
    {
        await using var server = new ScriptedServer(Http("429 Too Many Requests", "", "Retry-After: 3600\r\n"));

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder())));

        Assert.Contains("Retry after 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Unknown_API_host_is_reported_as_a_DNS_failure() =>
        await FailsAsync("http://nowhere.invalid/api/v10", "its name was not found: DNS has no answer");

    [Fact]
    public async Task API_port_without_a_listener_is_reported_as_connection_refused()
    {
        var server = new ScriptedServer(Known);
        int port = server.Port;
        await server.DisposeAsync();

        await FailsAsync($"http://127.0.0.1:{port}/api/v10", "the connection was refused: nothing listens at this port");
    }

    [Fact]
    public async Task API_server_without_TLS_is_reported_as_a_TLS_failure()
    {
        await using var server = new ScriptedServer(Http("400 Bad Request"));

        await FailsAsync($"https://127.0.0.1:{server.Port}/api/v10", "TLS failed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"url\":")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n")]
    public async Task Incomplete_API_response_is_reported_as_unreachable(string answer)
    {
        await using var server = new ScriptedServer(answer);

        await FailsAsync($"http://127.0.0.1:{server.Port}/api/v10", "can't be reached");
    }

    [Fact]
    public async Task API_request_without_a_response_times_out()
    {
        await using var server = new ScriptedServer((string?)null);

        var error = await Assert.ThrowsAsync<GatewayException>(() => FetchAsync(Make(server, new WaitRecorder(deadlinesPass: true))));

        Assert.Contains("did not answer within 30 s", error.Message, StringComparison.Ordinal);
    }

    private static Task FetchAsync(Gateway gateway) =>
        gateway.FetchAsync(cancellationToken: TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20));

    private static Gateway Make(ScriptedServer server, TimeProvider time) =>
        new(Secret, new GatewayOptions { Api = new Uri($"http://127.0.0.1:{server.Port}/api/v10"), TimeProvider = time });

    private static async Task FailsAsync(string api, string reason)
    {
        var error = await Assert.ThrowsAsync<GatewayException>(
            () => FetchAsync(new Gateway(Secret, new GatewayOptions { Api = new Uri(api), TimeProvider = new WaitRecorder() })));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("Check the network and the API address", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class ThrowingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException("no HTTP today");
    }
}
