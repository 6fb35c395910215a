using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Errors of the connection and of handlers, and how a call ends with them.</summary>
public sealed class FaultTests
{
    private static readonly BotRestOptions Fast = new() { TimeProvider = new FastTime() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Time_limit_of_a_handler_is_an_error_of_the_network_and_not_the_deadline()
    {
        using var handler = new AnswerHandler((_, _) => throw new TaskCanceledException("", new TimeoutException()));
        using var rest = handler.Client(Fast);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => rest.SendAsync(Request(HttpMethod.Get), Cancellation));
        Assert.IsType<TaskCanceledException>(error.InnerException);
        Assert.Equal(5, handler.Requests);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => rest.SendAsync(Request(HttpMethod.Post, RestTraits.NotRepeatable), Cancellation));
        Assert.Equal(6, handler.Requests);
    }

    [Fact]
    public async Task Request_is_sent_again_after_the_time_limit_for_connecting()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        using var listener = new TcpListener(IPAddress.Loopback, 0); // It never answers to TLS.
        listener.Start();
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Api = new Uri($"https://{listener.LocalEndpoint}/api/v10") });
        using var canceling = new CancellationTokenSource();

        var call = rest.SendAsync(Request(HttpMethod.Post, RestTraits.NotRepeatable, rest.Api), canceling.Token);
        using var first = await listener.AcceptSocketAsync(Cancellation);
        using var second = await listener.AcceptSocketAsync(Cancellation);

        await canceling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Limit_whose_body_breaks_is_waited_for()
    {
        var time = new FakeTimeProvider();
        var second = new TaskCompletionSource();
        AnswerHandler? handler = null;
        handler = new AnswerHandler((_, _) =>
        {
            if (handler!.Requests == 2)
            {
                second.SetResult();
            }

            return Task.FromResult(Limited());
        });
        using var rest = handler.Client(new BotRestOptions { TimeProvider = time });

        var call = rest.SendAsync(Request(HttpMethod.Get), Cancellation);
        Assert.Equal(1, handler.Requests);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, handler.Requests);
        time.Advance(TimeSpan.FromSeconds(1.1));

        await second.Task;
        await Assert.ThrowsAsync<RestNotSentException>(() => call); // The second wait would end after the deadline.

        static HttpResponseMessage Limited()
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StreamContent(new BrokenStream()) };
            response.Headers.TryAddWithoutValidation("Retry-After", "30");
            response.Headers.TryAddWithoutValidation("X-RateLimit-Scope", "user");
            return response;
        }
    }

    [Fact]
    public async Task Cut_answer_is_an_error_of_HTTP()
    {
        const string cut = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}";
        await using (var server = new OneAnswer(cut))
        {
            using var rest = new BotRest(TestToken.Text, Fast with { Api = new Uri(server.Origin, "api/v10") });
            var error = await Assert.ThrowsAsync<HttpRequestException>(
                () => rest.SendAsync(Request(HttpMethod.Post, RestTraits.NotRepeatable, rest.Api), Cancellation));
            Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        }

        await using (var server = new OneAnswer(cut))
        {
            using var rest = new BotRest(TestToken.Text, Fast with { DownloadOrigins = [server.Origin] });
            var error = await Assert.ThrowsAsync<HttpRequestException>(
                () => rest.DownloadAsync(new Uri(server.Origin, "a.png"), Stream.Null, 100, Cancellation));
            Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        }
    }

    [Fact]
    public async Task Call_that_runs_ends_when_the_client_is_disposed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var rest = new BotRest(TestToken.Text, new BotRestOptions { Api = new Uri($"http://{listener.LocalEndpoint}/api/v10") });
        var call = rest.SendAsync(Request(HttpMethod.Get, api: rest.Api), Cancellation);
        using var connection = await listener.AcceptSocketAsync(Cancellation);

        rest.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => rest.SendAsync(Request(HttpMethod.Get, api: rest.Api), Cancellation));
    }

    [Theory]
    [InlineData("https://example.org/x")]
    [InlineData("https://discord.com/api/v9/x")]
    [InlineData("https://discord.com/api/v10/x HTTP/1.1\r\nX-Injected: yes\r\n")]
    [InlineData("https://discord.com/api/v10/x\n")]
    [InlineData("https://discord.com/api/v10/é")]
    public async Task Address_that_is_no_path_of_the_api_is_refused(string address)
    {
        using var handler = new AnswerHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        using var rest = handler.Client();

        await Assert.ThrowsAsync<ArgumentException>(
            () => rest.SendAsync(new RestRequest(new RestRoute(HttpMethod.Get, "/x"), address), Cancellation));

        Assert.Equal(0, handler.Requests);
    }

    [Theory]
    [InlineData(RestTraits.NotRepeatable, 2)]
    [InlineData(RestTraits.None, 3)]
    public async Task Platform_does_not_repeat_a_request_with_a_second_effect(RestTraits traits, int expected)
    {
        // The second request of the first connection is read and not answered.
        await using var server = new ClosingServer(answers: 1);
        using var rest = new BotRest(TestToken.Text, Fast with { Api = new Uri(server.Origin, "api/v10") });
        await rest.SendAsync(Request(HttpMethod.Post, traits, rest.Api), Cancellation);

        var second = rest.SendAsync(Request(HttpMethod.Post, traits, rest.Api), Cancellation);

        if (traits == RestTraits.NotRepeatable)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => second);
        }
        else
        {
            await second;
        }

        Assert.Equal(expected, server.Requests);
    }

    private static RestRequest Request(HttpMethod method, RestTraits traits = RestTraits.None, Uri? api = null) =>
        new(new RestRoute(method, "/x", traits), $"{api ?? BotRest.DiscordApi}/x");
}
