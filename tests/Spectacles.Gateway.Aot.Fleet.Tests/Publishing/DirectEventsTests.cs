using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests.Publishing;

/// <summary>Interactions that no worker takes, and a callback for them that fails or takes long.</summary>
public sealed class DirectEventsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ManualRequests requests = new();
    private readonly List<string> reports = [];
    private readonly TaskCompletionSource reported = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exception_of_the_callback_is_reported(bool isBrokerBroken)
    {
        requests.Failure = isBrokerBroken ? new ObjectDisposedException("a connection") : null;
        var direct = NewDirect((_, _) => throw new FormatException("a callback"));

        Ask(direct);

        Assert.Equal(["InteractionMissed threw, so a user may have no answer: a callback"], reports);
        Assert.Equal((1, 0), (direct.Missed, direct.Dropped));
    }

    [Fact]
    public async Task Callback_is_canceled_after_ten_seconds()
    {
        var direct = NewDirect((_, token) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, time, token)));
        Ask(direct);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(reports);

        time.Advance(TimeSpan.FromSeconds(0.1));
        await reported.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("InteractionMissed has not ended within 10 s", Assert.Single(reports), StringComparison.Ordinal);
    }

    [Fact]
    public void Callbacks_that_wait_are_limited_and_do_not_hold_fleeting_events_back()
    {
        List<TaskCompletionSource> told = [];
        var direct = NewDirect((_, _) =>
        {
            told.Add(new TaskCompletionSource());
            return new ValueTask(told[^1].Task);
        });
        for (int i = 0; i < 1026; i++)
        {
            Ask(direct);
        }

        Assert.Equal((1024, 1026L), (told.Count, direct.Missed));
        Assert.StartsWith("1024 interactions wait for a worker or for InteractionMissed", Assert.Single(reports), StringComparison.Ordinal);

        Send(direct);
        Assert.Equal((1, 0L), (requests.Sent, direct.Dropped));

        told[0].SetResult();
        Ask(direct);
        Assert.Equal(1025, told.Count);
    }

    [Fact]
    public void Event_that_can_not_be_sent_is_counted_whatever_the_engine_throws()
    {
        requests.Failure = new ObjectDisposedException("a connection");
        var direct = NewDirect((_, _) => default);

        Send(direct);

        Assert.Equal(1, direct.Dropped);
    }

    private static void Ask(DirectEvents direct)
    {
        DispatchState state = default;
        direct.Ask(new Dispatch("INTERACTION_CREATE"u8, "{}"u8, 1, ref state), 0);
    }

    private static void Send(DirectEvents direct)
    {
        DispatchState state = default;
        direct.Send(new Dispatch("TYPING_START"u8, "{}"u8, 1, ref state), 0, "TYPING_START");
    }

    private DirectEvents NewDirect(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> missed) => new(
        new FailingEngine(new MemoryBroker(TestRecords.Plan).Connect()) { Requests = requests }, time, Report)
    {
        OnMissed = missed,
    };

    private void Report(string message, Exception? exception)
    {
        reports.Add(message);
        reported.TrySetResult();
    }
}
