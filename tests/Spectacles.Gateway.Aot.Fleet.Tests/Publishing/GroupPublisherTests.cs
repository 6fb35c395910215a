using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Fleet.Tests.Publishing;

/// <summary>A publisher with an appender whose outcomes the test decides.</summary>
public sealed class GroupPublisherTests
{
    private readonly ManualAppender appender = new();
    private readonly FakeTimeProvider time = new();
    private readonly List<string> reports = [];
    private readonly BufferBudget budget = new(limit: 100);
    private readonly GroupPublisher publisher;
    private readonly PublisherServices services;

    public GroupPublisherTests()
    {
        services = new PublisherServices(budget, 1 << 20, time, (message, _) => reports.Add(message));
        publisher = PublishedNumbers.NewPublisher(appender, services);
    }

    [Fact]
    public void First_event_is_appended_at_once_and_those_that_follow_become_one_pack()
    {
        publisher.TakeNumber(1, EventClass.Packed);
        publisher.TakeNumber(2, EventClass.Packed);
        publisher.TakeNumber(3, EventClass.Packed);

        Assert.Equal(["pack: 1"], appender.Records);

        appender.End(AppendOutcome.Stored);

        Assert.Equal(["pack: 1", "pack: 2 3"], appender.Records);
    }

    [Fact]
    public void Separate_events_keep_their_place_between_packs()
    {
        publisher.TakeNumber(1, EventClass.Packed);
        publisher.TakeNumber(2, EventClass.Packed);
        publisher.TakeNumber(3, EventClass.Separate);
        publisher.TakeNumber(4, EventClass.Separate);
        publisher.TakeNumber(5, EventClass.Packed);
        publisher.TakeNumber(6, EventClass.Packed);
        for (int i = 0; i < 5; i++)
        {
            appender.End(AppendOutcome.Stored);
        }

        Assert.Equal(["pack: 1", "pack: 2", "shard 17 X: 3", "shard 17 X: 4", "pack: 5 6"], appender.Records);
        Assert.Equal((6L, 5L, 0L), (services.Events, services.Records, budget.Used));
    }

    [Fact]
    public void Record_whose_outcome_is_not_known_is_appended_again_before_the_next_one()
    {
        publisher.TakeNumber(1, EventClass.Packed);
        publisher.TakeNumber(2, EventClass.Packed);

        appender.Fail();
        time.Advance(TimeSpan.FromMilliseconds(100));
        appender.Fail();
        time.Advance(TimeSpan.FromMilliseconds(200));
        appender.End(AppendOutcome.Stored);
        appender.End(AppendOutcome.Stored);

        Assert.Equal(["pack: 1", "pack: 1", "pack: 1", "pack: 2"], appender.Records);
        Assert.Equal(2, services.Repeated);
        Assert.Equal(["Events can't be appended and are held back: no answer", "Events are appended again."], reports);
    }

    [Fact]
    public async Task Nothing_more_is_appended_after_a_later_owner_has_begun()
    {
        publisher.TakeNumber(1, EventClass.Packed);
        publisher.TakeNumber(2, EventClass.Packed);

        appender.End(AppendOutcome.Fenced);
        publisher.TakeNumber(3, EventClass.Packed);

        await publisher.Fenced.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(["pack: 1"], appender.Records);
        Assert.Equal(0, services.Events);
        await publisher.DisposeAsync();
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public async Task There_is_room_again_when_half_of_the_buffer_is_free()
    {
        publisher.TakeNumber(1, EventClass.Packed, bytes: 60);
        publisher.TakeNumber(2, EventClass.Packed, bytes: 30);

        Assert.False(publisher.TryTakeNumber(3, EventClass.Packed, bytes: 20));
        var room = budget.WaitAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(room.IsCompleted);
        appender.End(AppendOutcome.Stored);

        await room.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(publisher.TryTakeNumber(3, EventClass.Packed, bytes: 20));
    }

    [Fact]
    public void Event_that_is_larger_than_the_buffer_is_taken_when_nothing_else_waits()
    {
        publisher.TakeNumber(1, EventClass.Packed, bytes: 1000);

        Assert.False(publisher.TryTakeNumber(2, EventClass.Packed));
        appender.End(AppendOutcome.Stored);

        Assert.True(publisher.TryTakeNumber(2, EventClass.Packed));
    }

    [Fact]
    public async Task Records_that_are_not_stored_at_the_end_are_given_up()
    {
        publisher.TakeNumber(1, EventClass.Packed);
        publisher.TakeNumber(2, EventClass.Packed);

        await publisher.DisposeAsync();

        Assert.Equal(0, services.Events);
        Assert.Equal(0, budget.Used);
        Assert.True(appender.IsDisposed);
    }
}
