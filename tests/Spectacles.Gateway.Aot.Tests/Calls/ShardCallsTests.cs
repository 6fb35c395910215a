using Microsoft.Extensions.Time.Testing;
using System.Text;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class ShardCallsTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Event_is_passed_to_each_of_its_handlers_in_order()
    {
        var seen = new List<string>();
        var done = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in d, _, _) => Add($"1 {Encoding.UTF8.GetString(d.Data)} {d.Sequence}")),
            new Handler("A", (in d, _, _) => Add("2")),
            new Handler("B", (in d, _, _) => Add("B", last: true)));

        connection.Receive(Event("A", 2, """{"x":1}"""));
        connection.Receive(Event("UNHANDLED", 3));
        connection.Receive(Event("B", 4));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(["""1 {"x":1} 2""", "2", "B"], seen);
        Assert.Equal(4, gateway.Shard.Sequence);

        ValueTask Add(string what, bool last = false)
        {
            seen.Add(what);
            if (last)
            {
                done.SetResult();
            }

            return default;
        }
    }

    [Fact]
    public async Task Handler_exception_is_reported_with_event_sequence_and_name_and_stops_nothing()
    {
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in _, _, _) => throw new InvalidOperationException("at once")),
            new Handler("B", (in _, _, _) => ThrowLater()));

        connection.Receive(Event("A", 2));
        connection.Receive(Event("B", 3));
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
        await gateway.Shard.Inside().WhenCallsFinished().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
        Assert.Collection(
            gateway.Errors,
            first =>
                Assert.Equal(
                    (GatewayErrorKind.Handler, "A", 2L, "Handler.Handle"),
                    (first.Kind, first.EventName, first.Sequence!.Value, first.Handler)),
            second => Assert.Equal("later", second.Exception!.Message));

        static async ValueTask ThrowLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }
    }

    [Fact]
    public async Task Reading_pauses_at_the_limit_of_unfinished_calls_even_between_handlers_of_one_event()
    {
        var gates = new Queue<TaskCompletionSource>([new(), new(), new()]);
        var begun = new SemaphoreSlim(0);
        var pending = gates.ToArray();
        var handler = new Handler.Body((in Spectacles.Gateway.Dispatch d, Shard _, CancellationToken _) =>
        {
            Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString(d.Data));
            var gate = gates.Dequeue();
            begun.Release();
            return new ValueTask(gate.Task);
        });
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1 }, new Handler("A", handler), new Handler("A", handler));

        connection.Receive(Event("A", 2, """{"n":1}"""));
        connection.Receive(Event("A", 3, """{"n":1}"""));
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, gates.Count);
        pending[0].SetResult();
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, gateway.Shard.Sequence);
        pending[1].SetResult();
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, gateway.Shard.Sequence);
        pending[2].SetResult();
    }

    [Fact]
    public void Event_knows_how_long_it_has_waited_for_room()
    {
        var time = new FakeTimeProvider();
        var calls = new EventCalls([], [], []);

        calls.BeginWait(time);
        time.Advance(TimeSpan.FromSeconds(2));
        calls.BeginWait(time);
        time.Advance(TimeSpan.FromSeconds(1));
        calls.EndWait(time);

        Assert.Equal(TimeSpan.FromSeconds(3), calls.State.Waited);
    }

    [Fact]
    public async Task Error_of_an_extension_is_reported_like_those_of_the_library()
    {
        await gateway.StartAsync(null);

        gateway.Shard.Report(new GatewayError(GatewayErrorKind.Warning, "of an extension", 0));

        Assert.Equal("of an extension", Assert.Single(gateway.Errors).Message);
    }

    [Fact]
    public async Task Event_interrupted_by_a_close_reaches_its_remaining_handlers_before_the_next_event()
    {
        var calls = new List<string>();
        var first = new TaskCompletionSource();
        var last = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1, HandlerTimeout = Timeout.InfiniteTimeSpan },
            new Handler("A", (in d, _, _) => Begin($"first {Encoding.UTF8.GetString(d.Data)}", begun, first.Task)),
            new Handler("A", (in d, _, _) => Begin($"second {Encoding.UTF8.GetString(d.Data)}", null, Task.CompletedTask)),
            new Handler("B", (in d, _, _) => Begin("B", last, Task.CompletedTask)));
        connection.Receive(Event("A", 2, """{"n":1}"""));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await gateway.Shard.Inside().Connection!.CloseAsync(
            new LifecycleStep(LifecycleAction.Close, Reason: "the test"), CloseRules.KeepSession);

        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        Assert.Contains("\"seq\":2", await next.SentAsync(6), StringComparison.Ordinal);
        next.Receive(Event("B", 3));
        next.Receive(Event("RESUMED", 4));
        Assert.Equal(["first {\"n\":1}"], calls);
        first.SetResult();
        await last.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(["first {\"n\":1}", "second {\"n\":1}", "B"], calls);

        ValueTask Begin(string what, TaskCompletionSource? said, Task until)
        {
            calls.Add(what);
            said?.SetResult();
            return new ValueTask(until);
        }
    }

    [Fact]
    public async Task Pause_in_reading_is_not_a_missed_heartbeat_acknowledgement()
    {
        var begun = new TaskCompletionSource();
        var block = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1, HandlerTimeout = TimeSpan.FromHours(1) },
            new Handler("A", (in _, _, _) =>
        {
            begun.TrySetResult();
            return new ValueTask(block.Task);
        }));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("A", 3));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        for (int beat = 0; beat < 4; beat++)
        {
            Assert.StartsWith("""{"op":1,""", await gateway.PassTimeUntilAsync(connection.SentAsync()), StringComparison.Ordinal);
        }

        Assert.Null(connection.ClosedByClientWith);
        block.SetResult();
    }

    [Fact]
    public async Task Call_that_never_finishes_is_reported_and_frees_its_place()
    {
        var begun = new SemaphoreSlim(0);
        var never = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1, HandlerTimeout = TimeSpan.FromSeconds(5) },
            new Handler("A", (in _, _, _) =>
        {
            begun.Release();
            return new ValueTask(never.Task);
        }));
        connection.Receive(Event("A", 2));
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        connection.Receive(Event("A", 3));
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        await begun.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, gateway.Shard.CallsAbandoned);
        var status = gateway.Cluster!.GetStatus().Shards[0];
        Assert.Equal((1, 1), (status.CallsAbandoned, status.CallsInFlight));
        // The clock is moved while the second call may still be in its first part: then that is said to block.
        var error = Assert.Single(gateway.Errors, error => error.Kind != GatewayErrorKind.HandlerBlocks);
        Assert.Equal((GatewayErrorKind.HandlerTimeout, 2L), (error.Kind, error.Sequence!.Value));
        never.SetResult();
    }

    [Fact]
    public async Task Handler_that_blocks_the_read_loop_does_not_prevent_the_cluster_from_stopping()
    {
        using var blocked = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) =>
        {
            begun.SetResult();
            blocked.Wait(CancellationToken.None);
            return default;
        }));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("the stop no longer waits") == 1);
        Assert.Equal([GatewayErrorKind.HandlerBlocks, GatewayErrorKind.Stop], gateway.Errors.Select(error => error.Kind));
        Assert.Contains("Handler.Handle", gateway.Errors[1].Message, StringComparison.Ordinal);
        blocked.Set();
    }

    [Fact]
    public async Task Handler_that_blocks_its_thread_is_reported_by_name_while_blocked()
    {
        using var blocked = new ManualResetEventSlim();
        var reported = new TaskCompletionSource<GatewayError>();
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) =>
        {
            blocked.Wait(CancellationToken.None);
            return default;
        }));
        gateway.Cluster!.Error += error =>
        {
            if (error.Kind == GatewayErrorKind.HandlerBlocks)
            {
                reported.TrySetResult(error);
            }
        };
        connection.Receive(Event("A", 7));

        var error = await gateway.PassTimeUntilAsync(reported.Task);

        Assert.Equal(
            (GatewayErrorKind.HandlerBlocks, "A", 7L, "Handler.Handle"),
            (error.Kind, error.EventName, error.Sequence!.Value, error.Handler));
        Assert.Equal(1, gateway.Shard.Inside().GetStatus().CallsBlocking);
        blocked.Set();
    }
}
