namespace Spectacles.Gateway.Fleet.Tests;

public sealed class RepeatWindowTests
{
    private readonly RepeatWindow window = new();

    [Fact]
    public void Event_is_new_once()
    {
        Assert.All(Enumerable.Range(1, 3000), sequence => Assert.True(window.TryBegin(1, sequence, isLate: false)));
        Assert.All(Enumerable.Range(1977, 1024), sequence => Assert.False(window.TryBegin(1, sequence, isLate: false)));
    }

    [Fact]
    public void Event_between_others_is_new_once()
    {
        Assert.True(window.TryBegin(1, 10, isLate: false));
        Assert.True(window.TryBegin(1, 12, isLate: false));
        Assert.True(window.TryBegin(1, 11, isLate: false));
        Assert.False(window.TryBegin(1, 11, isLate: false));
        Assert.False(window.TryBegin(1, 12, isLate: false));
    }

    [Fact]
    public void Event_that_is_further_back_than_the_window_is_not_taken_for_a_repeat()
    {
        window.TryBegin(1, 1, isLate: false);
        window.TryBegin(1, 5000, isLate: false);

        Assert.True(window.TryBegin(1, 1, isLate: false));
        Assert.True(window.TryBegin(1, 4000, isLate: false));
        Assert.False(window.TryBegin(1, 5000, isLate: false));
    }

    [Fact]
    public void Forgotten_event_is_new_again_and_no_other_one()
    {
        Assert.All(Enumerable.Range(1, 2000), sequence => window.TryBegin(1, sequence, isLate: false));

        window.Forget(1, 1990);
        window.Forget(2, 1991);
        window.Forget(1, 1992 - 1024);
        window.Forget(1, 1993 + 1024);

        Assert.True(window.TryBegin(1, 1990, isLate: false));
        Assert.All(Enumerable.Range(1991, 10), sequence => Assert.False(window.TryBegin(1, sequence, isLate: false)));
    }

    [Fact]
    public void Another_session_begins_again()
    {
        window.TryBegin(1, 5, isLate: false);

        Assert.True(window.TryBegin(2, 5, isLate: false));
        Assert.False(window.TryBegin(2, 5, isLate: false));
    }

    [Fact]
    public void Late_event_of_a_former_session_does_not_bring_the_session_back()
    {
        window.TryBegin(1, 5, isLate: false);
        window.TryBegin(2, 3, isLate: false);

        Assert.True(window.TryBegin(1, 5, isLate: true));
        Assert.False(window.TryBegin(2, 3, isLate: false));
    }

    [Fact]
    public void Late_event_of_the_session_is_noted()
    {
        Assert.True(window.TryBegin(1, 5, isLate: true));
        Assert.False(window.TryBegin(1, 5, isLate: false));
    }

    [Fact]
    public void Greatest_sequence_is_noted()
    {
        Assert.True(window.TryBegin(1, long.MaxValue - 1, isLate: false));
        Assert.True(window.TryBegin(1, long.MaxValue, isLate: false));
        Assert.False(window.TryBegin(1, long.MaxValue, isLate: false));
    }

    [Fact]
    public void Same_answers_as_a_set_of_all_events()
    {
        var random = new Random(7);
        var all = new HashSet<long>();
        long top = 0;
        for (int i = 0; i < 100_000; i++)
        {
            long sequence = Math.Max(1, top + random.Next(-900, 5));
            top = Math.Max(top, sequence);
            Assert.Equal(all.Add(sequence), window.TryBegin(9, sequence, isLate: false));
        }
    }
}
