using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// What thousands of listeners and waits cost. Bytes are counted instead of time: what is allocated per listener does not depend on the
/// machine.
/// </summary>
public sealed class ManyListenersTests : IAsyncDisposable
{
    private const int Many = 10_000;

    // Each wait is continued by the thread pool, whose queue of 8-byte references doubles when it is full: all its sizes together are at
    // most 32 bytes per item.
    private const long MostPerWait = 32;
    private readonly MemoryGateway gateway = new();
    private readonly ListenerSet set = new();
    private readonly List<string> called = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("EVENT")]
    [InlineData(null)]
    public void Allocation_for_adding_and_removing_listeners_grows_linearly(string? name)
    {
        _ = Allocated(() => AddAndRemove(name, 10));
        long once = Allocated(() => AddAndRemove(name, Many));
        long twice = Allocated(() => AddAndRemove(name, 2 * Many));

        Assert.InRange(once, 1, Many * 1000L);
        Assert.InRange(twice, once, 3 * once);
        Assert.Empty(set.Listeners);
    }

    [Fact]
    public async Task Waits_ended_by_one_event_allocate_only_the_thread_pool_queue()
    {
        var connection = await gateway.StartAsync(new ClusterOptions { Intents = GatewayIntents.GuildMessageTyping });
        long once = await EndWaitsAsync(connection, Many, 2);
        long twice = await EndWaitsAsync(connection, 2 * Many, 3);

        Assert.InRange(once, 0, Many * MostPerWait);
        Assert.InRange(twice, 0, 2 * Many * MostPerWait);
        Assert.Empty(gateway.Cluster!.Listeners.Listeners);
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public void Event_does_not_allocate_for_10000_listeners_of_another_event()
    {
        Add("OTHER", Many);
        using var own = Add("EVENT");
        var calls = set.Find("EVENT"u8);
        Add("OTHER", Many);

        // The runtime may compile the loop again while it runs, which allocates once: code that allocates does so in each window.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated(() => Find(1000))));
        Assert.Same(calls, set.Find("EVENT"u8));
        Assert.Single(calls);

        void Find(int times)
        {
            for (int i = 0; i < times; i++)
            {
                set.Find("EVENT"u8);
                set.Find("UNKNOWN"u8);
            }
        }
    }

    [Fact]
    public void Listeners_of_a_name_and_of_every_event_are_called_in_registration_order()
    {
        Add("A", 1, "first");
        Add(null, 1, "second");
        var third = Add("A", "third");
        Add("B", 1, "of another event");
        var fourth = Add(null, "fourth");
        Add("A", 1, "fifth");

        Assert.Equal(["first", "second", "third", "fourth", "fifth"], Call("A"));
        Assert.Equal(["second", "of another event", "fourth"], Call("B"));
        Assert.Equal(["second", "fourth"], Call("C"));

        third.Dispose();
        fourth.Dispose();
        third.Dispose();
        Assert.Equal(["first", "second", "fifth"], Call("A"));
        Assert.Equal(["second"], Call("C"));

        Add("C", 1, "sixth");
        Add(null, 1, "seventh");
        Assert.Equal(["second", "sixth", "seventh"], Call("C"));
    }

    [Fact]
    public void Call_of_a_listener_of_every_event_names_the_event()
    {
        using var any = Add(null, "any");

        Assert.Equal(["A", "A"], [set.Find("A"u8)[0].Method.EventName, set.Find("A"u8)[0].Method.EventName]);
        Assert.Equal("B", set.Find("B"u8)[0].Method.EventName);
    }

    [Fact]
    public void Listener_removed_before_its_call_is_not_called()
    {
        var listener = Add("A", "removed");
        var calls = set.Find("A"u8);
        listener.Dispose();

        Invoke(calls);

        Assert.Empty(called);
        Assert.Empty(set.Find("A"u8));
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private async Task<long> EndWaitsAsync(MemoryConnection connection, int count, long sequence)
    {
        long before = 0;
        long after = 0;
        using var first = gateway.Cluster!.On<TypingStart>((_, _) => before = GC.GetAllocatedBytesForCurrentThread(), GatewayIntents.None);
        var waits = Enumerable.Range(0, count).Select(_ => gateway.Cluster.NextAsync<TypingStart>(cancellationToken: Cancel)).ToList();
        using var last = gateway.Cluster.On<TypingStart>((_, _) => after = GC.GetAllocatedBytesForCurrentThread(), GatewayIntents.None);
        connection.Receive(Event("TYPING_START", sequence, """{"channel_id":"1","user_id":"2","timestamp":3}"""));
        await Task.WhenAll(waits).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => after != 0);
        return after - before;
    }

    private void AddAndRemove(string? name, int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => Add(name)).ToList();
        Assert.Equal(count, set.Find("EVENT"u8).Length);
        listeners.ForEach(listener => listener.Dispose());
    }

    private void Add(string? name, int count, string says = "")
    {
        for (int i = 0; i < count; i++)
        {
            Add(name, says);
        }
    }

    private ListenerRegistration Add(string? name, string says = "")
    {
        var listener = new ListenerRegistration(name, "listener of", default, (_, _, _) =>
        {
            called.Add(says);
            return default;
        });
        set.Add(listener);
        return listener;
    }

    private string[] Call(string name)
    {
        called.Clear();
        Invoke(set.Find(System.Text.Encoding.UTF8.GetBytes(name)));
        return [.. called];
    }

    private static void Invoke(HandlerCall[] calls)
    {
        var state = default(DispatchState);
        foreach (var call in calls)
        {
            Assert.True(
                call.Handler.InvokeAsync(0, new Dispatch("A"u8, "{}"u8, 1, ref state), null!, Cancel).AsTask().IsCompletedSuccessfully);
        }
    }
}
