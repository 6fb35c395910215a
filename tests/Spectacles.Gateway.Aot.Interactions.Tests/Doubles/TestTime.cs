using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A clock that is moved by hand, and knows which timers were created.</summary>
internal sealed class TestTime : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        timers.Enqueue(dueTime);
        return timer;
    }

    /// <summary>The number of timers of this time that were created.</summary>
    public int CountOf(TimeSpan dueTime) => timers.Count(due => due == dueTime);
}
