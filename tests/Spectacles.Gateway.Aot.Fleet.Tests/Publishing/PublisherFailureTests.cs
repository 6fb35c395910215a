using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Fleet.Tests.Publishing;

/// <summary>A publisher whose reports throw, and one that has ended.</summary>
public sealed class PublisherFailureTests
{
    private readonly ManualAppender appender = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<string> reports = [];
    private readonly BufferBudget budget = new(limit: 1000);

    [Fact]
    public void Report_that_throws_does_not_end_the_group()
    {
        var publisher = NewPublisher((_, _) => throw new InvalidOperationException("a log"));

        publisher.TakeNumber(1);
        appender.Fail();
        time.Advance(TimeSpan.FromMilliseconds(100));
        appender.End(AppendOutcome.Stored);
        publisher.TakeNumber(2);

        Assert.Equal(["pack: 1", "pack: 1", "pack: 2"], appender.Records);
    }

    [Fact]
    public void Event_whose_activity_can_not_start_returns_its_room()
    {
        int test = Environment.CurrentManagedThreadId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FleetMeter.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                Environment.CurrentManagedThreadId == test ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = _ => ThrowOn(test),
        };
        ActivitySource.AddActivityListener(listener);
        var publisher = NewPublisher((message, _) => reports.Add(message));

        Assert.Throws<InvalidOperationException>(() => publisher.TakeNumber(1));

        Assert.Equal(0, budget.Used);
        Assert.Empty(appender.Records);
    }

    [Fact]
    public async Task Event_that_is_taken_after_the_disposal_takes_no_room()
    {
        var publisher = NewPublisher((message, _) => reports.Add(message));
        publisher.TakeNumber(1);
        await publisher.DisposeAsync();

        publisher.TakeNumber(2);
        publisher.TakeNumber(3);
        await publisher.DisposeAsync();

        Assert.Equal(["pack: 1"], appender.Records);
        Assert.Equal(0, budget.Used);
    }

    private static void ThrowOn(int thread)
    {
        // Other tests run at the same time.
        if (Environment.CurrentManagedThreadId == thread)
        {
            throw new InvalidOperationException("a listener");
        }
    }

    private GroupPublisher NewPublisher(Action<string, Exception?> report) =>
        PublishedNumbers.NewPublisher(appender, new PublisherServices(budget, 1 << 20, time, report));
}
