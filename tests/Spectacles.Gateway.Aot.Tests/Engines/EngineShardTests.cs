using System.Text;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests;

/// <summary>A minimal engine passes events to handlers and listeners, without a gateway connection.</summary>
public sealed class EngineShardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly MemoryDispatcher memory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handler_and_listeners_receive_the_event_with_its_shard()
    {
        var calls = new List<string>();
        await using var dispatcher = memory.Make(new Handler("MESSAGE_CREATE", (in dispatch, on, _) => Note(dispatch, on, "handler")));
        var shard = new MemoryEngine(dispatcher, 3, 8);
        using var ofShard = shard.OnAny((dispatch, on, _) => Note(dispatch, on, "shard"));
        using var ofAll = dispatcher.OnAny((dispatch, on, _) => Note(dispatch, on, "all"));

        var outcome = await shard.DispatchAsync("MESSAGE_CREATE"u8, """{"content":"hi"}"""u8, 7);

        Assert.Equal(DispatchOutcome.Finished, outcome);
        Assert.Equal(["handler 3 7", "shard 3 7", "all 3 7"], calls);
        Assert.Equal((7, 1, 3, 0), (shard.Sequence, shard.EventsReceived, shard.CallsBegun, shard.CallsInFlight));
        Assert.Equal(ShardState.Ready, shard.State);

        ValueTask Note(in Dispatch dispatch, Shard on, string who)
        {
            calls.Add($"{who} {on.Id} {dispatch.Sequence}");
            return default;
        }
    }

    [Fact]
    public async Task Outcome_says_whether_a_call_failed_and_the_error_is_reported()
    {
        await using var dispatcher = memory.Make(
            new Handler("A", (in _, _, _) => throw new InvalidOperationException("at once")),
            new Handler("B", (in _, _, _) => new ValueTask(FailLaterAsync())));
        var shard = new MemoryEngine(dispatcher, 0, 1);

        Assert.Equal(DispatchOutcome.Failed, await shard.DispatchAsync("A"u8, "{}"u8, 1));
        Assert.Equal(DispatchOutcome.Failed, await shard.DispatchAsync("B"u8, "{}"u8, 2));
        Assert.Equal(DispatchOutcome.Finished, await shard.DispatchAsync("UNKNOWN"u8, "{}"u8, 3));

        Assert.Equal([GatewayErrorKind.Handler, GatewayErrorKind.Handler], memory.Errors.Select(error => error.Kind));
        Assert.Equal([1, 2], memory.Errors.Select(error => error.Sequence));

        static async Task FailLaterAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }
    }

    [Fact]
    public async Task Call_that_takes_longer_than_the_time_out_is_abandoned_and_its_late_end_changes_nothing()
    {
        var gate = new TaskCompletionSource();
        await using var dispatcher = memory.Make(new Handler("A", (in _, _, _) => new ValueTask(gate.Task)));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        var outcome = shard.DispatchAsync("A"u8, "{}"u8, 1).AsTask();

        memory.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(DispatchOutcome.Abandoned, await outcome.WaitAsync(Patience, Cancel));
        Assert.Equal(1, shard.CallsAbandoned);
        gate.SetResult();
        Assert.Equal(DispatchOutcome.Finished, await shard.DispatchAsync("B"u8, "{}"u8, 2));
    }

    [Fact]
    public async Task Call_is_abandoned_after_the_timeout_of_the_options_and_logged()
    {
        using var log = new LogLines();
        var options = new EventDispatcherOptions
        {
            HandlerTimeout = TimeSpan.FromMinutes(1),
            LoggerFactory = log,
            TimeProvider = memory.Time,
        };
        var gate = new TaskCompletionSource();
        await using var dispatcher = new EventDispatcher(options).AddHandler(new Handler("A", (in _, _, _) => new ValueTask(gate.Task)));
        var outcome = new MemoryEngine(dispatcher, 0, 1).DispatchAsync("A"u8, "{}"u8, 1).AsTask();

        var begin = memory.Time.GetUtcNow();
        await memory.PassTimeUntilAsync(outcome);

        Assert.Equal(DispatchOutcome.Abandoned, await outcome);
        Assert.True(memory.Time.GetUtcNow() - begin >= options.HandlerTimeout);
        await LiveGateway.UntilAsync(
            () => log.Lines.Any(line => line.Text.Contains("Handler.Handle has not finished A", StringComparison.Ordinal)));
        gate.SetResult();
    }

    [Fact]
    public async Task Events_beyond_the_limit_wait_as_copies_and_begin_in_order()
    {
        var gates = new Queue<TaskCompletionSource>(Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()));
        var waiting = gates.ToArray();
        var begun = new List<string>();
        var options = new EventDispatcherOptions { MaxInFlight = 1, TimeProvider = memory.Time };
        await using var dispatcher = new EventDispatcher(options).AddHandler(
            new Handler(
                "A",
                (in dispatch, _, _) =>
                {
                    begun.Add(Encoding.UTF8.GetString(dispatch.Data));
                    return new ValueTask(gates.Dequeue().Task);
                }));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        byte[] buffer = "1"u8.ToArray();
        var outcomes = new List<Task<DispatchOutcome>>();
        for (int i = 1; i <= 3; i++)
        {
            buffer[0] = (byte)('0' + i);
            outcomes.Add(shard.DispatchAsync("A"u8, buffer, i).AsTask());
        }

        Assert.Equal(["1"], begun);
        foreach (var gate in waiting)
        {
            gate.SetResult();
        }

        Assert.All(await Task.WhenAll(outcomes).WaitAsync(Patience, Cancel), one => Assert.Equal(DispatchOutcome.Finished, one));
        Assert.Equal(["1", "2", "3"], begun);
    }

    [Fact]
    public async Task Handler_without_its_intents_is_a_warning()
    {
        await using var dispatcher = new EventDispatcher(new EventDispatcherOptions { Intents = GatewayIntents.Guilds });
        dispatcher.Error += memory.Errors.Add;
        dispatcher.AddHandler(new Handler("A", (in _, _, _) => default, GatewayIntents.GuildMessages));

        _ = new MemoryEngine(dispatcher, 0, 1);

        Assert.Equal(GatewayIntents.Guilds, dispatcher.Intents);
        Assert.Equal(GatewayErrorKind.Warning, Assert.Single(memory.Errors).Kind);
    }

    [Fact]
    public async Task Handler_can_send_through_the_engine_and_wait_for_events()
    {
        await using var dispatcher = memory.Make(
            new Handler("A", (in _, on, _) => on.SendAsync(new UpdateVoiceState(1, null), cancellationToken: Cancel)));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        var next = dispatcher.NextAsync<MessageCreate>(message => message.Content == "b", Cancel);

        await shard.DispatchAsync("A"u8, "{}"u8, 1);
        await shard.DispatchAsync("MESSAGE_CREATE"u8, """{"content":"a"}"""u8, 2);
        await shard.DispatchAsync("MESSAGE_CREATE"u8, """{"content":"b"}"""u8, 3);

        Assert.IsType<UpdateVoiceState>(Assert.Single(shard.Sent));
        Assert.Equal("b", (await next).Content);
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => shard.ReconnectAsync(cancellationToken: Cancel));
        Assert.Contains("Control the shard where it is connected.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misuse_is_refused_with_the_reason()
    {
        await using var dispatcher = memory.Make();
        using var inside = dispatcher.OnAny((_, on) => ((EngineShard)on).DispatchAsync("A"u8, "{}"u8, 2).AsTask());
        var shard = new MemoryEngine(dispatcher, 0, 1);

        Assert.Equal(DispatchOutcome.Failed, await shard.DispatchAsync("A"u8, "{}"u8, 1));
        Assert.Contains("already dispatching", Assert.Single(memory.Errors).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => dispatcher.AddHandler(new Handler("A", (in _, _, _) => default)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryEngine(dispatcher, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventDispatcher(new EventDispatcherOptions { MaxInFlight = 0 }));
        await using var known = new EventDispatcher(new EventDispatcherOptions { Intents = GatewayIntents.Guilds });
        Assert.Throws<InvalidOperationException>(() => known.On<MessageCreate>((_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => new MemoryEngine(known, 0, 1).On<MessageCreate>((_, _) => { }));
    }

    [Fact]
    public async Task Dispatch_allocates_nothing_when_all_calls_finish_synchronously()
    {
        await using var dispatcher = memory.Make(new Handler("TYPING_START", (in _, _, _) => default));
        var shard = new MemoryEngine(dispatcher, 0, 1);
        for (int i = 0; i < 100; i++)
        {
            Dispatch(shard, i);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 100; i < 1100; i++)
        {
            Dispatch(shard, i);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Dispatch(MemoryEngine shard, int sequence)
        {
            var outcome = shard.DispatchAsync("TYPING_START"u8, """{"user_id":"1","channel_id":"2"}"""u8, sequence);
            if (!outcome.IsCompletedSuccessfully || outcome.Result != DispatchOutcome.Finished)
            {
                Assert.Fail("The call did not finish synchronously.");
            }
        }
    }

    [Fact]
    public async Task Shard_costs_at_most_2_KB()
    {
        const int Count = 1000;
        await using var dispatcher = memory.Make(new Handler("TYPING_START", (in _, _, _) => default));
        var shards = new MemoryEngine[Count];
        await new MemoryEngine(dispatcher, 0, Count).DispatchAsync("TYPING_START"u8, "{}"u8, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
        {
            shards[i] = new MemoryEngine(dispatcher, i, Count);
            await shards[i].DispatchAsync("TYPING_START"u8, "{}"u8, 1);
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        Assert.True(each <= 2048, $"{each} bytes");
    }
}
