using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Responses that are late, or that have odd or extreme values, leave the limits in order.</summary>
public sealed class AwkwardResponseTests : IDisposable
{
    private readonly LimitScene scene = new();

    public static TheoryData<string> OddNumbers =>
    [
        "NaN", "Infinity", "-Infinity", "-1", "-0.5", "+1", "1e400", "1e9", "-1e400", "1,5", "0x10", "", " ", "soon", "∞", "1.5.5",
        new string('9', 400), "-" + new string('9', 400),
    ];

    public void Dispose() => scene.Dispose();

    [Theory]
    [MemberData(nameof(OddNumbers))]
    public void Header_that_is_no_time_counts_as_absent(string value)
    {
        scene.Now().Answered(
            LimitScene.Response(
                200,
                ("X-RateLimit-Bucket", "b"),
                ("X-RateLimit-Limit", "5"),
                ("X-RateLimit-Remaining", "0"),
                ("X-RateLimit-Reset-After", value)));
        scene.Now().Answered(
            LimitScene.Response(429, ("X-RateLimit-Scope", "user"), ("Retry-After", value), ("X-RateLimit-Reset-After", value)));
        Task<RestPermit>[] next = [scene.Begin()];
        scene.Pass(1.004);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(next));
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    public void Number_of_calls_may_be_as_great_as_it_likes(string value)
    {
        scene.Now().Answered(
            LimitScene.Response(
                200,
                ("X-RateLimit-Bucket", "b"),
                ("X-RateLimit-Limit", value),
                ("X-RateLimit-Remaining", value),
                ("X-RateLimit-Reset-After", "9")));
        scene.Pass(1);
        scene.Now().Release();
        scene.Now();
    }

    [Theory]
    [InlineData("user")]
    [InlineData("shared")]
    [InlineData("global")]
    public void Wait_of_more_than_seven_days_is_taken_for_seven_days_wherever_it_is_written(string scope)
    {
        var verdict = scene.Now().Answered(LimitScene.Limited(scope, 1e9), TimeSpan.FromSeconds(9e8));
        Task<RestPermit>[] next = [scene.Begin(deadline: 1e7)];
        scene.Pass((7 * 86_400) + 0.004);

        Assert.Equal(7, verdict.RetryAfter.TotalDays);
        Assert.Empty(scene.Granted(next));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(next));
    }

    [Fact]
    public void Late_429_of_a_former_bucket_lets_its_route_wait()
    {
        scene.Learn(5, 4, 5, bucket: "first");
        var (late, quick) = (scene.Now(), scene.Now());
        scene.Pass(1.1);
        quick.Answered(LimitScene.Window(5, 4, 5, "second"));
        late.Answered(LimitScene.Limited("user", 3, left: 0, reset: 3, bucket: "third"));
        Task<RestPermit>[] again = [scene.BeginAgain(late)];
        scene.Pass(3.004);

        Assert.Empty(scene.Granted(again));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(again));
    }

    [Fact]
    public void Late_429_of_the_last_window_lets_its_route_wait()
    {
        scene.Learn(3, 2, 5);
        var late = scene.Now();
        scene.Pass(5.005);
        scene.Now().Answered(LimitScene.Window(3, 2, 5));
        scene.Pass(0.2);
        late.Answered(LimitScene.Limited("user", 0.1, left: 0, reset: 0.1, limit: 3), TimeSpan.FromSeconds(0.1));
        Task<RestPermit>[] again = [scene.BeginAgain(late)];
        scene.Pass(0.104);

        Assert.Empty(scene.Granted(again));
        scene.Pass(0.001);
        Assert.Equal([0], scene.Granted(again));
    }

    [Fact]
    public void Only_the_call_that_finds_out_whether_a_ban_is_over_can_give_that_up()
    {
        var earlier = scene.Now(LimitScene.Edit);
        var interaction = scene.Now(LimitScene.Callback, 7, "token");
        scene.Now().Answered(LimitScene.Response(429, ("Retry-After", "30")));
        Task<RestPermit>[] calls = [scene.Begin(), scene.Begin(major: 2)];
        scene.Pass(30.005);
        Assert.Equal([0], scene.Granted(calls));
        earlier.NotAnswered();
        interaction.NotAnswered();
        scene.Now(LimitScene.Callback, 8, "token").Release();
        scene.Pass(10);

        Assert.Equal([0], scene.Granted(calls));
        LimitScene.TurnOf(calls[0]).NotAnswered();
        Assert.Equal([0, 1], scene.Granted(calls));
    }

    [Fact]
    public void Logger_that_throws_takes_nothing_from_the_limits()
    {
        var address = new AddressLimits(scene.Time, globalLimit: 50);
        var logger = new ThrowingLogger(address.Gate);
        using var limits = new RateLimits(new RateLimitOptions { InvalidRequestLimit = 2 }, address, scene.Time, logger);
        var (first, second) = (LimitScene.TurnOf(Begin(1)), LimitScene.TurnOf(Begin(2)));
        var waiting = Begin(1);

        Assert.Throws<InvalidOperationException>(() => second.Answered(LimitScene.Limited("user", 3)));
        Assert.Throws<InvalidOperationException>(() => first.Answered(LimitScene.Response(401)));
        Assert.Equal(RestNotSentReason.TokenRefused, LimitScene.RefusalOf(waiting).Reason);
        limits.TokenReplaced();
        scene.Pass(600);
        Assert.True(Begin(1).IsCompletedSuccessfully);
        Assert.True(Begin(2).IsCompletedSuccessfully);
        Assert.Equal(2, logger.Calls);

        Task<RestPermit> Begin(ulong channel) =>
            limits.AcquireAsync(LimitScene.Send, channel, null, scene.In(3600), CancellationToken.None).AsTask();
    }

    private sealed class ThrowingLogger(Lock gate) : ILogger
    {
        public int Calls { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.False(gate.IsHeldByCurrentThread);
            Calls++;
            throw new InvalidOperationException(formatter(state, exception));
        }
    }
}
