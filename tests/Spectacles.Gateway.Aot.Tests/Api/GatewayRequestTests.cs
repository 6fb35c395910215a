using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Many wait for one GET /gateway/bot, and it ends whatever the API and the sender of the user's do.</summary>
public sealed class GatewayRequestTests : HttpMessageHandler
{
    private const string Answer = """{"url":"wss://gateway.example","shards":7}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource<HttpResponseMessage> never = new();
    private readonly ErrorReport errors;
    private readonly List<GatewayError> reported = [];
    private readonly LogLines log = new();
    private int requests;
    private string? userAgent;
    private Func<Task<HttpResponseMessage>> answer;

    public GatewayRequestTests()
    {
        answer = () => never.Task;
        errors = new ErrorReport(log, time);
        errors.Reported += error =>
        {
            lock (reported)
            {
                reported.Add(error);
            }
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invoker_that_ignores_its_cancellation_token_does_not_block_the_next_request()
    {
        var gateway = Make();
        var first = gateway.FetchAsync(cancellationToken: Cancel);
        await LiveGateway.UntilAsync(() => requests == 1);
        time.Advance(GatewayApi.Deadline);

        var error = await Assert.ThrowsAsync<GatewayException>(() => first.WaitAsync(Patience, Cancel));
        answer = () => Respond(HttpStatusCode.OK);
        await gateway.FetchAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel);

        Assert.Contains("did not answer within 30 s", error.Message, StringComparison.Ordinal);
        Assert.Equal((7, 2), (gateway.ShardCount, requests));
        using var late = new LateResponse();
        never.SetResult(late);
        await LiveGateway.UntilAsync(() => late.IsDisposed);
    }

    [Fact]
    public async Task API_is_not_retried_after_all_callers_have_cancelled()
    {
        answer = () => Respond(HttpStatusCode.ServiceUnavailable, 240);
        var gateway = Make();
        using var left = new CancellationTokenSource();
        var first = gateway.FetchAsync(cancellationToken: left.Token);
        var second = gateway.FetchAsync(cancellationToken: left.Token);
        await LiveGateway.UntilAsync(() => requests == 1);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        time.Advance(TimeSpan.FromMinutes(30));
        await Task.Delay(50, Cancel);

        Assert.Equal(1, requests);
        answer = () => Respond(HttpStatusCode.OK);
        await gateway.FetchAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal(7, gateway.ShardCount);
    }

    [Fact]
    public async Task Disconnected_shards_share_one_API_request_and_one_report_and_obey_the_retry_delay()
    {
        answer = () => Respond(HttpStatusCode.TooManyRequests, 3600);
        var gateway = Make();
        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 256).Select(_ => gateway.RefreshAsync(errors, Cancel))).WaitAsync(Patience, Cancel);
            time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal((1, 1), (requests, reported.Count));
        Assert.Contains("429", reported[0].Message, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(31));
        await gateway.RefreshAsync(errors, Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal((2, 2), (requests, reported.Count));
    }

    [Fact]
    public async Task Non_JSON_response_body_is_not_included_in_the_error()
    {
        answer = () => Respond(HttpStatusCode.OK, body: $"nope\u001b[2J{new string('x', 10_000)}");

        var error = await Assert.ThrowsAsync<GatewayException>(
            () => Make().FetchAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel));

        Assert.DoesNotContain('\u001b', error.ToString());
        Assert.InRange(error.ToString().Length, 100, 6_000);
    }

    [Fact]
    public async Task User_agent_contains_the_library_version()
    {
        answer = () => Respond(HttpStatusCode.OK);

        await Make().FetchAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal(UserAgent.Text, userAgent);
        Assert.Contains($", {typeof(Cluster).Assembly.GetName().Version!.ToString(3)}", userAgent, StringComparison.Ordinal);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        userAgent = request.Headers.NonValidated["User-Agent"].ToString();
        return answer();
    }

    protected override void Dispose(bool disposing)
    {
        errors.Dispose();
        log.Dispose();
        base.Dispose(disposing);
    }

    private static Task<HttpResponseMessage> Respond(HttpStatusCode status, int? retryAfter = null, string body = Answer)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is { } seconds)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", $"{seconds}");
        }

        return Task.FromResult(response);
    }

    private Gateway Make() =>
        new(
            "requests.gateway.token",
            new GatewayOptions { Http = new HttpMessageInvoker(this, disposeHandler: false), TimeProvider = time });

    private sealed class LateResponse : HttpResponseMessage
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
