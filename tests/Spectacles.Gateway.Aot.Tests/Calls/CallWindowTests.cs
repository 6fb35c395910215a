using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Tests.Calls;

public sealed class CallWindowTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<string> reports = [];

    [Fact]
    public void Watermark_is_before_the_oldest_unfinished_call()
    {
        using var window = NewWindow(10);
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        Track(window, new ValueTask(first.Task), "a", 5);
        Track(window, new ValueTask(second.Task), "b", 7);

        Assert.Equal(4, window.Watermark(9));
        first.SetResult();
        Assert.Equal(6, window.Watermark(9));
        second.SetResult();
        Assert.Equal(9, window.Watermark(9));
    }

    [Fact]
    public async Task Finished_call_frees_a_place_for_the_next()
    {
        using var window = NewWindow(1);
        var first = new TaskCompletionSource();
        Track(window, new ValueTask(first.Task), "a", 1);
        Assert.True(window.IsFull);
        var waiting = window.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        first.SetResult();

        await waiting;
        Assert.False(window.IsFull);
    }

    [Fact]
    public async Task Pending_wait_of_the_library_raises_the_limit()
    {
        using var window = NewWindow(1);
        var call = Track(window, new ValueTask(new TaskCompletionSource().Task), "a", 1);
        var waiting = window.WaitForRoomAsync(TestContext.Current.CancellationToken).AsTask();
        window.BeginWait(call, sends: false);

        await waiting;
        window.EndWait(call, sends: false);
        Assert.True(window.IsFull);
    }

    [Fact]
    public void Waiting_send_raises_the_limit_only_while_no_command_can_be_sent()
    {
        using var window = NewWindow(1);
        var call = Track(window, new ValueTask(new TaskCompletionSource().Task), "a", 1);
        window.BeginWait(call, sends: true);
        Assert.False(window.IsFull);
        window.Open(true);
        Assert.True(window.IsFull);
        window.Open(false);
        Assert.False(window.IsFull);

        window.EndWait(call, sends: true);

        Assert.True(window.IsFull);
    }

    [Fact]
    public void Finished_or_abandoned_call_takes_back_the_limit_raised_by_its_wait()
    {
        using var window = NewWindow(1);
        var finishes = new TaskCompletionSource();
        var first = Track(window, new ValueTask(finishes.Task), "a", 1);
        window.BeginWait(first, sends: false);
        window.BeginWait(first, sends: false);
        finishes.SetResult();
        window.EndWait(first, sends: false);
        window.EndWait(first, sends: false);
        var second = Track(window, new ValueTask(new TaskCompletionSource().Task), "b", 2);
        Assert.True(window.IsFull);
        window.BeginWait(second, sends: false);
        Assert.False(window.IsFull);
        time.Advance(TimeSpan.FromSeconds(30));
        window.EndWait(second, sends: false);
        Track(window, new ValueTask(new TaskCompletionSource().Task), "c", 3);

        Assert.True(window.IsFull);
    }

    [Fact]
    public async Task Code_of_a_call_counts_as_inside_it_until_the_call_finishes()
    {
        using var window = NewWindow(10);
        var go = new TaskCompletionSource();
        var inside = new List<string?>();
        window.BeginPart(Call("a"), 1);
        var task = RunAsync();
        window.Track(new ValueTask(task));
        window.EndPart();
        Assert.Null(PendingCall.Inside);
        go.SetResult();
        await task;

        Assert.Equal(["a", "a"], inside);

        async Task RunAsync()
        {
            inside.Add(PendingCall.Inside?.Call.Method.Name);
            await go.Task.ConfigureAwait(false);
            inside.Add(PendingCall.Inside?.Call.Method.Name);
        }
    }

    [Fact]
    public void Excused_call_counts_as_finished_and_its_failure_is_reported()
    {
        using var window = NewWindow(1);
        var late = new TaskCompletionSource();
        var call = Track(window, new ValueTask(late.Task), "a", 5);
        window.Excuse(call);

        Assert.True(window.WhenEmpty().IsCompleted);
        Assert.Equal(9, window.Watermark(9));
        late.SetException(new InvalidOperationException("late"));
        Assert.Equal(["a 5 late"], reports);
    }

    [Fact]
    public void Abandoned_call_is_reported_once_and_counts_as_finished()
    {
        using var window = NewWindow(1);
        var late = new TaskCompletionSource();
        Track(window, new ValueTask(late.Task), "slow", 3);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(reports);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["slow 3 given up"], reports);
        Assert.Equal(1, window.Abandoned);
        Assert.Equal(9, window.Watermark(9));
        late.SetException(new InvalidOperationException("late"));
        Assert.Equal(["slow 3 given up", "slow 3 late"], reports);
    }

    [Fact]
    public void Calls_that_begin_later_are_abandoned_later()
    {
        using var window = NewWindow(10);
        Track(window, new ValueTask(new TaskCompletionSource().Task), "a", 1);
        time.Advance(TimeSpan.FromSeconds(20));
        Track(window, new ValueTask(new TaskCompletionSource().Task), "b", 2);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a 1 given up"], reports);
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["a 1 given up", "b 2 given up"], reports);
    }

    [Fact]
    public void Call_that_may_run_long_takes_no_place_and_is_not_reported()
    {
        using var window = NewWindow(1);
        var call = new TaskCompletionSource();
        Track(window, new ValueTask(call.Task), "long", 3, runsLong: true);

        Assert.False(window.IsFull);
        Assert.Equal((1, 2), (window.Count, (int)window.Watermark(9)));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(9, window.Watermark(9));
        Assert.False(window.WhenEmpty().IsCompleted);
        call.SetResult();

        Assert.Equal((0, 0L), (window.Count, window.Abandoned));
        Assert.False(window.IsFull);
        Assert.Empty(reports);
    }

    [Fact]
    public async Task WhenEmpty_completes_after_the_last_call_has_finished()
    {
        using var window = NewWindow(10);
        var call = new TaskCompletionSource();
        Track(window, new ValueTask(call.Task), "a", 1);
        var empty = window.WhenEmpty();
        Assert.False(empty.IsCompleted);
        call.SetResult();

        await empty;
        Assert.True(window.WhenEmpty().IsCompleted);
    }

    private static PendingCall Track(CallWindow window, ValueTask task, string call, long sequence, bool runsLong = false)
    {
        window.BeginPart(Call(call, runsLong), sequence);
        var begun = window.Running!;
        window.Track(task);
        window.EndPart();
        return begun;
    }

    private CallWindow NewWindow(int limit) =>
        new(
            limit,
            TimeSpan.FromSeconds(30),
            time,
            (call, sequence, failure) =>
            {
                reports.Add($"{call.Method.Name} {sequence} {failure?.Message ?? "given up"}");
                return failure is null ? DispatchOutcome.Abandoned : DispatchOutcome.Failed;
            });

    private static HandlerCall Call(string name, bool runsLong = false) =>
        new(null!, 0, new HandlerMethod("EVENT", name, GatewayIntents.None) { RunsLong = runsLong });
}
