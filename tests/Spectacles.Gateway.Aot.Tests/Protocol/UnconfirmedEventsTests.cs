namespace Spectacles.Gateway.Tests.Protocol;

public sealed class UnconfirmedEventsTests
{
    private readonly UnconfirmedEvents events = new(5);

    [Fact]
    public void Everything_received_is_confirmed_while_nothing_is_pending()
    {
        Assert.Equal(5, events.ConfirmedUpTo);
        events.Add(6);
        Assert.Equal(5, events.ConfirmedUpTo);
        events.Confirm(6);

        Assert.Equal((6L, (0, 6L)), (events.ConfirmedUpTo, events.Look()));
    }

    [Fact]
    public void Sequence_is_that_before_the_oldest_pending_event_whatever_the_order_of_confirmations()
    {
        Add(6, 7, 9);
        events.Confirm(9);
        events.Confirm(7);
        Assert.Equal((5L, (1, 6L)), (events.ConfirmedUpTo, events.Look()));
        events.Confirm(6);

        Assert.Equal(9, events.ConfirmedUpTo);
    }

    [Fact]
    public void Withdrawn_event_was_not_received_but_a_settled_one_stays()
    {
        Add(6, 8);
        Assert.Equal(6, events.Withdraw());
        Assert.Null(events.Withdraw());
        events.Confirm(6);
        Assert.Equal(6, events.ConfirmedUpTo);
        events.Confirm(8);
        Assert.Equal(6, events.ConfirmedUpTo);
        events.Add(8);
        Assert.True(events.IsOpen(8));
        events.Settle();
        Assert.False(events.IsOpen(8));

        Assert.Null(events.Withdraw());
        Assert.Equal((6L, (1, 8L)), (events.ConfirmedUpTo, events.Look()));
    }

    [Fact]
    public void Event_that_was_confirmed_while_it_was_open_is_not_withdrawn()
    {
        events.Add(6);
        events.Confirm(6);

        Assert.Null(events.Withdraw());
        Assert.Equal(6, events.ConfirmedUpTo);
    }

    [Fact]
    public void Notification_comes_once_when_nothing_is_pending()
    {
        int told = 0;
        events.NotifyWhenNone(() => told++);
        Assert.Equal(1, told);
        Add(6, 7);
        events.NotifyWhenNone(() => told++);
        events.NotifyWhenNone(() => told++);
        events.Confirm(6);
        Assert.Equal(1, told);
        events.Withdraw();
        Assert.Equal(3, told);
        events.Add(7);
        events.Confirm(7);

        Assert.Equal(3, told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_operations_agree_with_a_list(int seed)
    {
        var random = new Random(seed);
        var pending = new SortedSet<long>();
        var all = new List<long> { 5 };
        long received = 5;
        for (int i = 0; i < 20_000; i++)
        {
            switch (random.Next(pending.Count > 100 ? 3 : 5))
            {
                case 0 or 1 or 2:
                    long sequence = received - random.Next(120);
                    events.Confirm(sequence);
                    pending.Remove(sequence);
                    break;
                case 3 when random.Next(4) == 0:
                    long before = received;
                    received += random.Next(1, 4);
                    events.Add(received);
                    Assert.Equal(before, events.Withdraw());
                    received = before;
                    break;
                default:
                    received += random.Next(1, 4);
                    events.Add(received);
                    events.Settle();
                    pending.Add(received);
                    all.Add(received);
                    break;
            }

            Assert.Equal(pending.Count == 0 ? received : all[all.BinarySearch(pending.Min) - 1], events.ConfirmedUpTo);
            Assert.Equal(pending.Count, events.Look().Count);
        }
    }

    private void Add(params long[] sequences)
    {
        foreach (long sequence in sequences)
        {
            events.Add(sequence);
        }
    }
}
