using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Resharding;

public sealed class OverlapWindowTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Event_received_by_both_shard_sets_before_the_switch_is_handled_by_the_old_set()
    {
        var window = new OverlapWindow(time);

        Assert.True(window.ReceiveByOld(Key("a")));
        Assert.Equal(FilterVerdict.Leave, New(window, "a"));
        Assert.Equal(FilterVerdict.Leave, New(window, "b"));
        Assert.True(window.ReceiveByOld(Key("b")));
        Assert.Empty(window.Switch([0]));
    }

    [Fact]
    public void Event_handled_by_the_old_set_is_skipped_by_the_new_set_after_the_switch()
    {
        var window = new OverlapWindow(time);
        window.ReceiveByOld(Key("a"));
        window.Switch([]);

        Assert.Equal(FilterVerdict.Leave, New(window, "a"));
        Assert.Equal(FilterVerdict.Handle, New(window, "a"));
        Assert.False(window.ReceiveByOld(Key("c")));
    }

    [Fact]
    public void Events_received_only_by_the_new_set_are_handed_over_first_and_in_order()
    {
        var window = new OverlapWindow(time);
        New(window, "a", 1);
        New(window, "b", 2);
        New(window, "a", 3);
        window.ReceiveByOld(Key("a"));
        var kept = window.Switch([0]);

        Assert.Equal([2L, 3L], kept[0].Select(one => one.Sequence));
        Assert.Equal(FilterVerdict.Postpone, New(window, "c"));
        window.EndReplay(0);
        Assert.Equal(FilterVerdict.Handle, New(window, "c"));
    }

    [Fact]
    public void Overlap_window_matches_equal_events_by_count()
    {
        var window = new OverlapWindow(time);
        window.ReceiveByOld(Key("added"));
        window.ReceiveByOld(Key("added"));
        window.Switch([]);

        Assert.Equal(
            [FilterVerdict.Leave, FilterVerdict.Leave, FilterVerdict.Handle], Enumerable.Range(0, 3).Select(_ => New(window, "added")));
    }

    [Fact]
    public void Events_handled_before_the_new_sessions_do_not_suppress_equal_events_after_the_switch()
    {
        var window = new OverlapWindow(time);
        window.ReceiveByOld(Key("a"));
        time.Advance(TimeSpan.FromSeconds(1));
        window.ForgetHandledBefore(time.GetTimestamp());
        window.Switch([]);

        Assert.Equal(FilterVerdict.Handle, New(window, "a"));
    }

    [Fact]
    public void Overlap_window_keeps_no_more_bytes_than_its_limit()
    {
        var window = new OverlapWindow(time, mostKeptBytes: 2);
        New(window, "a", 1);
        New(window, "b", 2);
        New(window, "c", 3);

        Assert.Equal(1, window.Forgotten);
        Assert.Equal([2L, 3L], window.Switch([0])[0].Select(one => one.Sequence));
    }

    [Fact]
    public void Old_set_has_begun_after_the_calls_of_its_last_event_have_begun()
    {
        var window = new OverlapWindow(time);
        window.ReceiveByOld(Key("a"));
        window.Switch([]);
        Assert.False(window.OldHasBegun.IsCompleted);
        window.BegunByOld();

        Assert.True(window.OldHasBegun.IsCompleted);
    }

    private static EventKey Key(string data) => EventKey.Of("A"u8, System.Text.Encoding.UTF8.GetBytes(data));

    private static FilterVerdict New(OverlapWindow window, string data, long sequence = 1) =>
        window.ReceiveByNew(0, Key(data), "A"u8, System.Text.Encoding.UTF8.GetBytes(data), sequence);
}
