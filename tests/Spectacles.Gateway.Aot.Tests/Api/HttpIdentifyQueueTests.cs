using static Spectacles.Gateway.Tests.ScriptedServer;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// What the client of the identify service makes of its answers, over real HTTP. The service itself is tested with the command that runs
/// it.
/// </summary>
public sealed class HttpIdentifyQueueTests : IAsyncDisposable
{
    private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.HttpTurns.secret-secret";
    private static readonly string Yours = Http("204 No Content");
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Queue_waits_for_the_time_in_the_response_and_requests_again()
    {
        await using var service = new ScriptedServer(Later(3.25), Later(1.5), Yours);
        var time = new ImmediateTime(deadline: TimeSpan.FromSeconds(10));

        await Queue(service, time).WaitAsync(0, 1, Cancel);

        Assert.Equal(3, service.Requests);
        Assert.Equal(2, time.Waits.Count);
        Assert.InRange(time.Waits[0].TotalSeconds, 3.25, 3.5);
        Assert.InRange(time.Waits[1].TotalSeconds, 1.5, 1.75);
    }

    [Theory]
    [InlineData("404 Not Found", "", "answered 404. Check the address")]
    [InlineData("200 OK", "", "answered 200. Check the address")]
    [InlineData("429 Too Many Requests", "", "answered 429 without a valid retry_after")]
    [InlineData("429 Too Many Requests", """{"retry_after":"soon"}""", "answered 429 without a valid retry_after")]
    [InlineData("429 Too Many Requests", """{"retry_after":-1}""", "answered 429 without a valid retry_after")]
    [InlineData("429 Too Many Requests", """{"retry_after":1e300}""", "answered 429 without a valid retry_after")]
    public async Task Unexpected_response_is_an_error_and_grants_no_turn(string status, string body, string reason)
    {
        await using var service = new ScriptedServer(Http(status, body));

        await FailsAsync(Queue(service, TimeProvider.System), reason);
    }

    [Fact]
    public async Task Unreachable_queue_service_is_an_error_and_grants_no_turn()
    {
        var service = new ScriptedServer(Yours);
        var queue = Queue(service, TimeProvider.System);
        await service.DisposeAsync();

        await FailsAsync(queue, "the connection was refused: nothing listens at this port");
    }

    [Fact]
    public async Task Queue_service_that_never_responds_is_an_error_and_grants_no_turn()
    {
        await using var service = new ScriptedServer((string?)null);

        await FailsAsync(Queue(service, new ImmediateTime(deadline: null)), "did not answer within 10 s");
    }

    [Fact]
    public async Task Turn_that_arrives_late_is_not_used()
    {
        await using var service = new ScriptedServer(Yours);

        await FailsAsync(Queue(service, new SlowTime()), "takes longer than 750 ms to answer");

        Assert.Equal(3, service.Requests);
    }

    [Fact]
    public async Task Cancelled_wait_lets_the_next_shard_proceed()
    {
        await using var service = new ScriptedServer(null, Yours);
        var queue = Queue(service, TimeProvider.System);
        using var give = new CancellationTokenSource();
        var first = queue.WaitAsync(0, 1, give.Token).AsTask();
        var second = queue.WaitAsync(1, 1, Cancel).AsTask();
        await LiveGateway.UntilAsync(() => service.Requests == 1);

        await give.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Fact]
    public async Task Shard_reports_a_failing_queue_service_and_identifies_when_it_gets_its_turn()
    {
        await using var service = new ScriptedServer(Http("500 Internal Server Error"), Http("500 Internal Server Error"), Yours);
        await live.MakeAsync();
        var errors = new List<GatewayError>();
        await using var cluster = new Cluster(
            live.Gateway.Token,
            new ClusterOptions
            {
                Api = live.Gateway.Api,
                IdentifyQueue = Queue(service, TimeProvider.System),
                TimeProvider = new FastTime(),
            });
        cluster.Error += error =>
        {
            lock (errors)
            {
                errors.Add(error);
            }
        };

        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal((3, 1L), (service.Requests, live.Gateway.Counters.Identifies));
        Assert.Equal(
            1,
            errors.Count(
                error =>
                    error.Message.Contains(
                        $"The identify service at http://127.0.0.1:{service.Port}/ answered 500", StringComparison.Ordinal)));
    }

    [Fact]
    public void Queue_URL_with_a_scheme_other_than_HTTP_is_rejected_at_once() =>
        Assert.Contains(
            "is not a valid HTTP URL",
            Assert.Throws<ArgumentException>(() => new HttpIdentifyQueue(Token, new Uri("ws://localhost"))).Message,
            StringComparison.Ordinal);

    private static HttpIdentifyQueue Queue(ScriptedServer service, TimeProvider time) =>
        new(Token, new Uri($"http://127.0.0.1:{service.Port}"), timeProvider: time);

    private static string Later(double seconds) =>
        Http(
            "429 Too Many Requests",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"bot":{},"retry_after":{{seconds}}}"""));

    private static async Task FailsAsync(HttpIdentifyQueue queue, string reason)
    {
        var error = await Assert.ThrowsAsync<GatewayException>(
            () => queue.WaitAsync(0, 1, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A clock on which waits are over at once, and are written down; but for one that is a deadline.</summary>
    private sealed class ImmediateTime(TimeSpan? deadline) : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == deadline)
            {
                return System.CreateTimer(callback, state, dueTime, period);
            }

            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(50), period);
        }
    }

    /// <summary>A clock on which a second passes between any two looks at it.</summary>
    private sealed class SlowTime : TimeProvider
    {
        private long seconds;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds) * TimestampFrequency;
    }
}
