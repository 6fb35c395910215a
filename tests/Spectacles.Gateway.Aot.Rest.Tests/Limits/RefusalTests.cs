namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// What the limits do after a 429, a 401 or too many invalid requests. https://discord.com/developers/docs/topics/rate-limits
/// </summary>
public sealed class RefusalTests : IDisposable
{
    private readonly LimitScene scene = new(new RateLimitOptions { InvalidRequestLimit = 20, QueueLimit = 30, GlobalLimit = 50 });

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData("user")]
    [InlineData("shared")]
    public void Limit_that_no_header_announced_stops_one_route_in_one_channel(string scope)
    {
        scene.Learn(5, 4, 60);
        scene.Learn(5, 3, 60, LimitScene.Edit);
        scene.Learn(5, 3, 60, LimitScene.Edit, major: 2);
        var verdict = scene.Now(LimitScene.Edit).Answered(LimitScene.Limited(scope, 10, left: 2, reset: 60), TimeSpan.FromSeconds(9.4));
        Task<RestPermit>[] blocked = [scene.Begin(LimitScene.Edit)];
        scene.Now();
        scene.Now(LimitScene.Edit, major: 2);
        scene.Pass(9.404);

        Assert.Equal(9.4, verdict.RetryAfter.TotalSeconds);
        Assert.Empty(scene.Granted(blocked));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(blocked));
        Assert.Equal(scope == "user" ? 1 : 0, scene.Limits.InvalidRequests);
    }

    [Fact]
    public void Limit_that_no_header_announced_is_known_from_its_wait_when_the_bucket_has_no_calls_left_either()
    {
        scene.Now().Answered(LimitScene.Limited("user", 600, left: 0, reset: 3));
        Task<RestPermit>[] calls = [scene.Begin()];
        scene.Pass(599);
        Assert.Empty(scene.Granted(calls));
        scene.Pass(1.005);
        Assert.Equal([0], scene.Granted(calls));
    }

    [Fact]
    public void Global_429_stops_all_routes_but_those_that_answer_interactions()
    {
        var verdict = scene.Now().Answered(
            LimitScene.Response(429, ("Retry-After", "2"), ("X-RateLimit-Global", "true"), ("X-RateLimit-Scope", "global")),
            TimeSpan.FromSeconds(1.336));
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin(LimitScene.Edit), scene.Begin(major: 2)];
        scene.Now(LimitScene.Callback, 7, "token");
        scene.Pass(1.340);

        Assert.Equal(RateLimitScope.Global, verdict.Scope);
        Assert.Empty(scene.Granted(calls));
        scene.Pass(0.001);
        Assert.Equal([0, 1, 2], scene.Granted(calls));
    }

    [Fact]
    public void After_a_429_of_the_proxy_one_call_goes_alone()
    {
        var verdict = scene.Now().Answered(LimitScene.Response(429, ("Retry-After", "30")));
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin(LimitScene.Edit), scene.Begin(major: 2)];
        scene.Now(LimitScene.Callback, 7, "token");
        scene.Pass(30);
        Assert.Empty(scene.Granted(calls));
        scene.Pass(0.005);
        Assert.Equal([0], scene.Granted(calls));
        LimitScene.TurnOf(calls[0]).Answered(LimitScene.Response(429));
        scene.Pass(60);
        Assert.Equal([0], scene.Granted(calls));
        scene.Pass(0.005);
        Assert.Equal([0, 1], scene.Granted(calls));
        LimitScene.TurnOf(calls[1]).Answered(LimitScene.Response(200));

        Assert.Equal([0, 1, 2], scene.Granted(calls));
        Assert.Equal((RateLimitScope.Proxy, 30), (verdict.Scope, verdict.RetryAfter.TotalSeconds));
    }

    [Fact]
    public void Call_after_a_ban_that_has_no_response_lets_the_next_one_find_out()
    {
        scene.Now().Answered(LimitScene.Response(429, ("Retry-After", "30")));
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin(LimitScene.Edit), scene.Begin(major: 2)];
        scene.Pass(30.005);
        scene.Settle();
        LimitScene.TurnOf(calls[0]).NotAnswered();
        Assert.Equal([0, 1], scene.Granted(calls));
        LimitScene.TurnOf(calls[1]).Release();
        Assert.Equal([0, 1, 2], scene.Granted(calls));
    }

    [Fact]
    public void Wait_that_is_longer_than_the_deadline_fails_at_once()
    {
        scene.Now().Answered(LimitScene.Limited("user", 600));
        var error = LimitScene.RefusalOf(scene.Begin(deadline: 599));

        Assert.Equal(RestNotSentReason.Deadline, error.Reason);
        Assert.Equal("POST /channels/{channel_id}/messages", error.Route);
        Assert.Equal(600.005, error.RetryAfter!.Value.TotalSeconds, 1e-6);
        Assert.Equal(
            "POST /channels/{channel_id}/messages was not sent: a rate limit does not allow it before its deadline."
            + " It can be sent in 600.005 s.",
            error.Message);
    }

    [Fact]
    public void Waiting_call_fails_as_soon_as_its_deadline_can_not_be_met()
    {
        var first = scene.Now();
        var (early, late) = (scene.Begin(deadline: 60), scene.Begin(deadline: 700));
        first.Answered(LimitScene.Limited("user", 600));

        Assert.Equal(RestNotSentReason.Deadline, LimitScene.RefusalOf(early).Reason);
        scene.Pass(600.005);
        LimitScene.TurnOf(late);
    }

    [Fact]
    public void Waiting_call_fails_at_its_deadline()
    {
        scene.Now();
        Task<RestPermit>[] call = [scene.Begin(deadline: 10)];
        scene.Pass(9.999);
        scene.Settle();
        Assert.False(call[0].IsCompleted);
        scene.Pass(0.002);
        var error = LimitScene.RefusalOf(call[0]);

        Assert.Equal((RestNotSentReason.Deadline, null), (error.Reason, error.RetryAfter));
    }

    [Fact]
    public async Task Canceled_call_leaves_the_queue()
    {
        using var canceling = new CancellationTokenSource();
        var first = scene.Now();
        var canceled = scene.Begin(cancellationToken: canceling.Token);
        Task<RestPermit>[] next = [scene.Begin()];
        await canceling.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.Equal(canceling.Token, error.CancellationToken);
        Assert.Equal(1, scene.Limits.Waiting);
        first.Answered(LimitScene.Window(2, 1, 5));
        Assert.Equal([0], scene.Granted(next));
        Assert.True(scene.Begin(cancellationToken: canceling.Token).IsCanceled);
    }

    [Fact]
    public void Number_of_waiting_calls_is_limited()
    {
        scene.Now();
        for (int call = 0; call < 30; call++)
        {
            Assert.False(scene.Begin().IsCompleted);
        }

        Assert.Equal(RestNotSentReason.QueueFull, LimitScene.RefusalOf(scene.Begin()).Reason);
        scene.Now(LimitScene.Edit);
    }

    [Fact]
    public void After_401_no_authorized_call_is_sent()
    {
        var first = scene.Now();
        var waiting = scene.Begin();
        first.Answered(LimitScene.Response(401));

        Assert.Equal(RestNotSentReason.TokenRefused, LimitScene.RefusalOf(waiting).Reason);
        Assert.Equal(RestNotSentReason.TokenRefused, LimitScene.RefusalOf(scene.Begin(LimitScene.Edit)).Reason);
        scene.Now(LimitScene.Callback, 7, "token");
        scene.Limits.TokenReplaced();
        scene.Now(LimitScene.Edit);
    }

    [Fact]
    public void Wrong_token_in_a_path_does_not_stop_authorized_calls()
    {
        scene.Now(LimitScene.Callback, 7, "token").Answered(LimitScene.Response(401));
        scene.Now();
    }

    [Fact]
    public void Invalid_requests_stop_calls_before_the_ban_until_the_first_ones_are_ten_minutes_old()
    {
        for (ulong call = 1; call <= 20; call++)
        {
            scene.Now(major: call).Answered(LimitScene.Response(403));
            scene.Pass(1);
        }

        var error = LimitScene.RefusalOf(scene.Begin());
        Assert.Equal(RestNotSentReason.InvalidRequests, error.Reason);
        Assert.Equal(580, error.RetryAfter!.Value.TotalSeconds, 1e-6);
        scene.Now(LimitScene.Callback, 7, "token");
        scene.Pass(580);
        Assert.Equal(19, scene.Limits.InvalidRequests);
        scene.Now();
    }

    [Fact]
    public void Invalid_requests_end_the_waits_of_calls_that_would_add_to_them()
    {
        scene.Now();
        var (waiting, _) = (scene.Begin(), scene.Now(LimitScene.Callback, 7, "token"));
        Task<RestPermit>[] interaction = [scene.Begin(LimitScene.Callback, 7, "token")];
        for (ulong call = 10; call < 30; call++)
        {
            scene.Now(major: call).Answered(LimitScene.Response(403));
        }

        Assert.Equal(RestNotSentReason.InvalidRequests, LimitScene.RefusalOf(waiting).Reason);
        Assert.Empty(scene.Granted(interaction));
        Assert.Equal(1, scene.Limits.Waiting);
    }

    [Fact]
    public void Values_that_can_not_be_read_count_as_absent()
    {
        scene.Now().Answered(
            LimitScene.Response(
                200,
                ("X-RateLimit-Limit", "five"),
                ("X-RateLimit-Remaining", "-1"),
                ("X-RateLimit-Reset-After", "soon"),
                ("X-RateLimit-Bucket", "b")));
        scene.Now().Answered(
            LimitScene.Response(
                429, ("X-RateLimit-Scope", "user"), ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"), ("X-RateLimit-Reset-After", "1e9")));
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(1.005);

        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Options_that_allow_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitScene(new RateLimitOptions { GlobalLimit = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitScene(new RateLimitOptions { QueueLimit = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitScene(new RateLimitOptions { InvalidRequestLimit = 0 }));
    }

    [Fact]
    public void Disposal_ends_all_waits()
    {
        scene.Now();
        var waiting = scene.Begin();
        scene.Limits.Dispose();

        Assert.Throws<AggregateException>(() => waiting.Wait(TimeSpan.FromSeconds(30)));
        Assert.IsType<ObjectDisposedException>(waiting.Exception!.InnerException);
    }
}
