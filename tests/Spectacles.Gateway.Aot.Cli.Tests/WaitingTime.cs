using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>A clock that tests advance, and that reports started waits. Deadlines of 10 seconds are not reported.</summary>
internal sealed class WaitingTime : FakeTimeProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Completes with the next wait after its timer has started.</summary>
    public Task<TimeSpan> WaitsAsync() => waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < Deadline)
        {
            waits.Writer.TryWrite(dueTime);
        }

        return timer;
    }
}
