using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Pacing;

public sealed class CommandLimiterTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Command_limiter_allows_at_most_120_messages_in_any_60_seconds()
    {
        var limiter = new CommandLimiter(time);
        var sent = new List<DateTimeOffset>();
        var random = new Random(7);
        for (int i = 0; i < 400; i++)
        {
            if (random.Next(20) == 0)
            {
                time.Advance(TimeSpan.FromSeconds(random.Next(30)));
            }

            var turn = limiter.WaitAsync(TestContext.Current.CancellationToken).AsTask();
            while (!turn.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            sent.Add(time.GetUtcNow());
        }

        Assert.All(
            sent,
            start =>
                Assert.InRange(
                    sent.Count(at => at >= start && at < start + TimeSpan.FromSeconds(60)),
                    1,
                    CommandLimiter.Limit - CommandLimiter.ReservedFor(TimeSpan.FromSeconds(41.25))));
    }

    [Fact]
    public async Task Command_limiter_reserves_room_for_heartbeats_which_never_wait()
    {
        var limiter = new CommandLimiter(time);
        for (int i = 0; i < CommandLimiter.Limit - CommandLimiter.ReservedFor(TimeSpan.FromSeconds(41.25)); i++)
        {
            await limiter.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(limiter.WaitAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted);
        limiter.TryCount();
    }

    [Fact]
    public async Task Wait_for_the_command_rate_limit_can_be_cancelled()
    {
        var limiter = new CommandLimiter(time);
        for (int i = 0; i < CommandLimiter.Limit; i++)
        {
            limiter.TryCount();
        }

        using var cancel = new CancellationTokenSource();
        var waiting = limiter.WaitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
