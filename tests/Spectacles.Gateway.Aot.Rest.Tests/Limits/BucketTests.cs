namespace Spectacles.Gateway.Rest.Tests;

/// <summary>How calls take their turns in a bucket. https://discord.com/developers/docs/topics/rate-limits</summary>
public sealed class BucketTests : IDisposable
{
    private readonly LimitScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void First_call_of_an_unknown_bucket_goes_alone()
    {
        var first = scene.Now();
        Task<RestPermit>[] others = [.. Enumerable.Range(0, 6).Select(_ => scene.Begin())];
        scene.Pass(30);

        Assert.Empty(scene.Granted(others));
        first.Answered(LimitScene.Window(5, 4, 5));
        Assert.Equal([0, 1, 2, 3], scene.Granted(others));
    }

    [Fact]
    public void Next_window_begins_with_as_many_calls_at_once_as_the_limit_allows()
    {
        scene.Learn(5, 0, 5);
        Task<RestPermit>[] calls = [.. Enumerable.Range(0, 12).Select(_ => scene.Begin())];
        scene.Pass(4.999);
        Assert.Empty(scene.Granted(calls));
        scene.Pass(0.006);

        Assert.Equal([0, 1, 2, 3, 4], scene.Granted(calls));
        scene.Pass(60);
        Assert.Equal(5, scene.Granted(calls).Count());
        LimitScene.TurnOf(calls[3]).Answered(LimitScene.Window(5, 4, 5));
        scene.Pass(5.005);
        // The four calls without a response may be counted in the next window.
        Assert.Equal([0, 1, 2, 3, 4, 5], scene.Granted(calls));
    }

    [Fact]
    public void Window_ends_after_its_time_from_the_arrival_of_the_response()
    {
        var first = scene.Now();
        scene.Pass(0.4);
        first.Answered(LimitScene.Window(1, 0, 2));
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(2);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.005);

        Assert.Equal([0], scene.Granted(next));
        Assert.Equal(2.005, LimitScene.TurnOf(next[0]).Waited.TotalSeconds, 1e-6);
    }

    [Fact]
    public void Quickest_response_of_a_window_says_best_when_it_ends()
    {
        scene.Learn(5, 4, 5);
        var (slow, quick) = (scene.Now(), scene.Now());
        scene.Pass(0.1);
        quick.Answered(LimitScene.Window(5, 2, 4.99));
        scene.Pass(0.5);
        slow.Answered(LimitScene.Window(5, 3, 4.995));
        scene.Now();
        scene.Now();
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(4.404);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Late_response_of_the_last_window_does_not_shorten_the_next_one()
    {
        scene.Learn(2, 1, 5);
        var late = scene.Now();
        scene.Pass(5.005);
        var first = scene.Now();
        scene.Pass(0.01);
        first.Answered(LimitScene.Window(2, 1, 5));
        scene.Pass(0.2);
        late.Answered(LimitScene.Window(2, 0, 0.1));
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(4);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.804);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Calls_of_another_process_are_left_out_of_what_remains()
    {
        scene.Learn(5, 4, 5);
        scene.Pass(1);
        scene.Now().Answered(LimitScene.Window(5, 1, 4));

        Task<RestPermit>[] calls = [.. Enumerable.Range(0, 3).Select(_ => scene.Begin())];
        Assert.Equal([0], scene.Granted(calls));
    }

    [Fact]
    public void Routes_that_name_the_same_bucket_share_it_in_the_order_of_their_calls()
    {
        scene.Learn(2, 1, 5);
        scene.Learn(2, 0, 5, LimitScene.Edit);
        Task<RestPermit>[] calls =
            [scene.Begin(), scene.Begin(LimitScene.Edit), scene.Begin(LimitScene.Edit), scene.Begin()];
        scene.Pass(5.005);

        Assert.Equal([0, 1], scene.Granted(calls));
    }

    [Fact]
    public void Other_channel_has_a_window_of_its_own_and_begins_alone()
    {
        scene.Learn(5, 0, 5);
        scene.Now(major: 2);
        Task<RestPermit>[] next = [scene.Begin(major: 2)];

        Assert.Empty(scene.Granted(next));
    }

    [Fact]
    public void Routes_of_a_known_bucket_begin_together_in_another_channel()
    {
        scene.Learn(5, 0, 5);
        scene.Learn(5, 0, 5, LimitScene.Edit);
        scene.Now(major: 2);
        Task<RestPermit>[] next = [scene.Begin(LimitScene.Edit, major: 2)];

        Assert.Empty(scene.Granted(next));
    }

    [Fact]
    public void Route_goes_to_another_bucket_when_a_response_names_one()
    {
        scene.Learn(5, 0, 5);
        Task<RestPermit>[] calls = [.. Enumerable.Range(0, 5).Select(_ => scene.Begin())];
        scene.Pass(5.005);
        LimitScene.TurnOf(calls[0]).Answered(LimitScene.Window(2, 1, 60, "other"));
        scene.Learn(5, 4, 5, LimitScene.Edit);
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(59.9);

        Assert.Empty(scene.Granted(next));
        scene.Now(LimitScene.Edit);
    }

    [Fact]
    public void Late_response_that_names_the_former_bucket_does_not_lead_back_to_it()
    {
        scene.Learn(5, 4, 60);
        var (late, first) = (scene.Now(), scene.Now());
        scene.Pass(0.1);
        first.Answered(LimitScene.Window(2, 1, 60, "other"));
        late.Answered(LimitScene.Window(5, 2, 60));
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin()];

        Assert.Empty(scene.Granted(calls));
    }

    [Fact]
    public void Route_that_leaves_a_bucket_with_all_calls_on_their_way_does_not_stop_the_others()
    {
        scene.Learn(2, 1, 5);
        scene.Learn(2, 0, 5, LimitScene.Edit);
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin(), scene.Begin(LimitScene.Edit)];
        scene.Pass(5.005);
        Assert.Equal([0, 1], scene.Granted(calls));
        LimitScene.TurnOf(calls[0]).Answered(LimitScene.Window(2, 1, 5, "other"));

        Assert.Equal([0, 1, 2], scene.Granted(calls));
    }

    [Fact]
    public void Route_without_headers_is_not_limited()
    {
        var route = new RestRoute(HttpMethod.Get, "/gateway");
        scene.Now(route).Answered(LimitScene.Response(200));
        for (int call = 0; call < 20; call++)
        {
            scene.Now(route);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(404)]
    public void Failure_without_headers_says_nothing_about_the_bucket(int status)
    {
        scene.Now().Answered(LimitScene.Response(status));
        scene.Now();
        Task<RestPermit>[] next = [scene.Begin()];

        Assert.Empty(scene.Granted(next));
    }

    [Fact]
    public void Call_without_a_response_counts_as_used()
    {
        scene.Learn(2, 1, 5);
        scene.Now().NotAnswered();
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(5);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.005);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Calls_go_alone_again_when_all_calls_of_a_window_have_no_response()
    {
        scene.Learn(2, 0, 1);
        scene.Pass(1.005);
        var (first, second) = (scene.Now(), scene.Now());
        Task<RestPermit>[] next = [scene.Begin(), scene.Begin()];
        first.NotAnswered();
        Assert.Empty(scene.Granted(next));
        second.NotAnswered();
        Assert.Equal([0], scene.Granted(next));
        LimitScene.TurnOf(next[0]).Answered(LimitScene.Window(2, 1, 1));
        Assert.Equal([0, 1], scene.Granted(next));
    }

    [Fact]
    public void Turn_that_is_given_back_goes_to_the_next_call()
    {
        scene.Learn(1, 0, 5);
        scene.Pass(5.005);
        var first = scene.Now();
        Task<RestPermit>[] next = [scene.Begin()];
        Assert.Empty(scene.Granted(next));
        first.Release();
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Repeated_call_goes_in_front_of_later_ones()
    {
        scene.Learn(1, 0, 5);
        scene.Pass(5.005);
        var first = scene.Now();
        Task<RestPermit>[] later = [scene.Begin(), scene.Begin()];
        var verdict = first.Answered(LimitScene.Limited("user", 3, limit: 1, left: 0, reset: 2.5));
        Task<RestPermit>[] again = [scene.BeginAgain(first)];
        scene.Pass(2.505);

        Assert.Equal((RateLimitScope.User, 3), (verdict.Scope, verdict.RetryAfter.TotalSeconds));
        scene.Settle();
        Assert.True(again[0].IsCompletedSuccessfully);
        Assert.DoesNotContain(later, call => call.IsCompleted);
    }

    [Fact]
    public void Idle_lanes_are_forgotten()
    {
        for (ulong channel = 1; channel <= 100; channel++)
        {
            scene.Learn(5, 4, 5, major: channel);
            scene.Pass(0.05);
        }

        Assert.Equal(100, scene.Limits.Lanes);
        scene.Pass(66);
        scene.Learn(5, 4, 5, major: 1000);
        Assert.Equal(1, scene.Limits.Lanes);
    }

    [Fact]
    public void Lane_of_an_interaction_is_forgotten_with_its_response_unless_no_call_is_left()
    {
        var answer = scene.Now(LimitScene.Callback, token: "a");
        Assert.Equal(1, scene.Limits.Lanes);
        answer.Answered(LimitScene.Window(5, 4, 5));
        Assert.Equal(0, scene.Limits.Lanes);

        scene.Now(LimitScene.Callback, token: "b").Answered(LimitScene.Window(1, 0, 5));
        Assert.Equal(1, scene.Limits.Lanes);
        Assert.False(scene.Begin(LimitScene.Callback, token: "b").IsCompleted);
    }
}
