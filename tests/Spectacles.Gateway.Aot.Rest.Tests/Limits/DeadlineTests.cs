using System.Net;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>No call has its turn after its deadline, and a call that was not sent ends with an exception that says so.</summary>
public sealed class DeadlineTests : IDisposable
{
    private static readonly RestRoute Route = new(HttpMethod.Get, "/x");

    private readonly LimitScene scene = new(new RateLimitOptions { GlobalLimit = 2 });

    public void Dispose() => scene.Dispose();

    // Timers of one moment run in the order in which they were set.
    [Fact]
    public void Response_at_the_deadline_gives_no_turn()
    {
        var first = scene.Now();
        using var response = scene.Time.CreateTimer(
            _ => first.Answered(LimitScene.Window(5, 4, 60)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var late = scene.Begin(deadline: 1);
        Task<RestPermit>[] next = [scene.Begin(deadline: 1.001)];
        scene.Pass(1);

        Assert.Equal(RestNotSentReason.Deadline, LimitScene.RefusalOf(late).Reason);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Global_limit_gives_no_turn_at_the_deadline()
    {
        scene.Now(major: 1).Answered(LimitScene.Response(200));
        scene.Now(major: 2).Answered(LimitScene.Response(200));
        Task<RestPermit>[] next = [scene.Begin(major: 3)];
        var late = scene.Begin(major: 4, deadline: 1);
        scene.Pass(1);

        Assert.Equal(RestNotSentReason.Deadline, LimitScene.RefusalOf(late).Reason);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Deadline_that_has_passed_gives_no_turn_although_a_call_is_left()
    {
        var error = LimitScene.RefusalOf(scene.Begin(deadline: 0));

        Assert.Equal((RestNotSentReason.Deadline, null), (error.Reason, error.RetryAfter));
        scene.Now();
    }

    /// <summary>The machine may be so slow that a call goes on long after it was given its turn.</summary>
    [Fact]
    public async Task Turn_that_is_noticed_after_the_deadline_is_given_back()
    {
        using var limits = new RateLimits(new RateLimitOptions(), new SecondsTime(), null);
        var first = await limits.AcquireAsync(Route, 0, null, At(100), CancellationToken.None); // at 1 s
        var late = limits.AcquireAsync(Route, 0, null, At(3.5), CancellationToken.None).AsTask(); // at 2 s
        first.Answered(LimitScene.Response(500)); // at 3 s

        var error = await Assert.ThrowsAsync<RestNotSentException>(() => late);
        Assert.Equal(RestNotSentReason.Deadline, error.Reason);
        Assert.True(limits.AcquireAsync(Route, 0, null, At(100), CancellationToken.None).AsTask().IsCompletedSuccessfully);

        static long At(double seconds) => (long)(seconds * TimeSpan.TicksPerSecond);
    }

    [Fact]
    public async Task Deadline_without_an_end_waits_as_long_as_a_timer_can()
    {
        using var limits = new RateLimits(new RateLimitOptions(), TimeProvider.System, null);
        var first = await limits.AcquireAsync(Route, 0, null, long.MaxValue, CancellationToken.None);
        var next = limits.AcquireAsync(Route, 0, null, long.MaxValue, CancellationToken.None).AsTask();
        first.Answered(LimitScene.Response(200));

        Assert.InRange((await next).Waited, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Calls_that_never_had_their_turn_were_not_sent()
    {
        using var handler = new HangingHandler();
        using var http = new HttpMessageInvoker(handler);
        using var rest = New(http);
        Task[] calls = [.. Enumerable.Range(0, 5).Select(_ => Send(rest))];
        scene.Pass(1);
        var errors = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call).AsTask()));

        Assert.IsType<TimeoutException>(errors[0]);
        Assert.All(
            errors.Skip(1), error => Assert.Equal(RestNotSentReason.Deadline, Assert.IsType<RestNotSentException>(error).Reason));
        Assert.Equal(1, handler.Requests);
    }

    [Fact]
    public async Task Call_that_was_sent_once_and_waits_for_another_turn_may_have_had_an_effect()
    {
        using var handler = new HangingHandler(HttpStatusCode.BadGateway);
        using var http = new HttpMessageInvoker(handler);
        using var rest = New(http);
        var (repeated, other) = (Send(rest), Send(rest));
        int timers = scene.Time.Pending;
        scene.Pass(0.5);
        Assert.True(SpinWait.SpinUntil(() => scene.Time.Pending == timers, TimeSpan.FromSeconds(30)), "The call does not wait again.");
        scene.Pass(0.5);

        await Assert.ThrowsAsync<TimeoutException>(() => repeated);
        await Assert.ThrowsAsync<TimeoutException>(() => other);
        Assert.Equal(2, handler.Requests);
    }

    private static Task Send(BotRest rest) => rest.SendAsync(new RestRequest(Route, "https://discord.com/api/v10/x"));

    private BotRest New(HttpMessageInvoker http) =>
        new(TestToken.Text, new BotRestOptions { Http = http, TimeProvider = scene.Time, Deadline = TimeSpan.FromSeconds(1) });

    /// <summary>Answers the first requests, and no other.</summary>
    private sealed class HangingHandler(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int requests;

        public int Requests => Volatile.Read(ref requests);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            int number = Interlocked.Increment(ref requests);
            if (number > answers.Length)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return new HttpResponseMessage(answers[number - 1]);
        }
    }

    /// <summary>A clock that goes on by a second with each look at it.</summary>
    private sealed class SecondsTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref now, TimeSpan.TicksPerSecond);
    }
}
