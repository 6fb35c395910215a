namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>What a shard does next on random walks over inputs and orders.</summary>
public sealed class ShardLifecycleWalkTests
{
    private static readonly LifecycleStep Lost = new(LifecycleAction.Close, AfterClose.Resume, "the test");
    private static readonly LifecycleStep Over = new(LifecycleAction.Close, AfterClose.Identify, "the test");

    private readonly ShardLifecycle lifecycle = new(TimeSpan.FromSeconds(60), new Random(1));
    private TimeSpan now = TimeSpan.FromHours(1);
    private ShardStep step;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_walk_obeys_every_user_request_and_resumes_no_ended_session(int seed)
    {
        var random = new Random(seed);
        Session? held = null;
        bool disconnected = false;
        for (int i = 0; i < 20_000; i++)
        {
            step = lifecycle.Next(now);
            Assert.Equal(disconnected, step.Action == ShardAction.StandStill);
            Assert.InRange(step.Pause, TimeSpan.Zero, TimeSpan.FromSeconds(65));
            now += step.Pause;
            if (step.Action == ShardAction.Connect)
            {
                Assert.Same(held, step.Session);
                (held, disconnected) = Connect(random, held);
            }
            else if (step.Action == ShardAction.StandStill)
            {
                lifecycle.Connect();
                disconnected = false;
            }
            else if (random.Next(4) == 0)
            {
                bool keeps = random.Next(2) == 0;
                lifecycle.Reconnect(keeps);
                held = keeps ? held : null;
                Assert.Equal(ShardAction.Connect, (step = lifecycle.Next(now)).Action);
                Assert.Same(held, step.Session);
                (held, disconnected) = Connect(random, held);
            }
        }

        lifecycle.Stop();
        Assert.Equal(ShardAction.Stop, lifecycle.Next(now).Action);
    }

    private (Session? Held, bool IsDisconnected) Connect(Random random, Session? held)
    {
        Assert.True(lifecycle.TryOpen(step));
        var live = held;
        if (random.Next(2) == 0)
        {
            live ??= new Session($"{now}", null);
            lifecycle.Began(live);
        }

        bool isOrdered = random.Next(3) == 0;
        bool keeps = random.Next(2) == 0;
        bool isDisconnected = isOrdered && random.Next(2) == 0;
        if (isDisconnected)
        {
            lifecycle.Disconnect(keeps);
        }
        else if (isOrdered)
        {
            lifecycle.Reconnect(keeps);
        }

        now += TimeSpan.FromSeconds(random.Next(20));
        bool isOver = !isOrdered && random.Next(4) == 0;
        lifecycle.Ended(
            new ConnectionEnd(isOver ? Over : Lost, isOver ? null : live, WasGreeted: random.Next(2) == 0, ByUser: isOrdered), now);
        return (isOver || (isOrdered && !keeps) ? null : live, isDisconnected);
    }
}
