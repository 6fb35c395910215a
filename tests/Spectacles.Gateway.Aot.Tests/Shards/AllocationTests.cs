using System.Net.WebSockets;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Tests.Transport;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// From the connection to the handler nothing is allocated. The connection is in memory, so that what is measured is ours.
/// </summary>
[Collection(ActivityRecorder.Tests)]
public sealed class AllocationTests
{
    private const int Warm = 2_000;
    private const int Counted = 10_000;
    private const int Windows = 3;

    [Theory]
    [InlineData("unhandled", false)]
    [InlineData("unhandled", true)]
    [InlineData("raw", false)]
    [InlineData("raw", true)]
    [InlineData("view", false)]
    [InlineData("view", true)]
    [InlineData("looked at", true)]
    [InlineData("listener", false)]
    [InlineData("listener", true)]
    [InlineData("listener of every event", false)]
    [InlineData("listener of another event", false)]
    [InlineData("ten thousand listeners of another event", false)]
    [InlineData("unhandled and measured", true)]
    [InlineData("raw and measured", true)]
    [InlineData("raw and not sampled", false)]
    [InlineData("sink", false)]
    [InlineData("sink", true)]
    [InlineData("raw and confirmed late", false)]
    public async Task Event_does_not_allocate(string handling, bool compressed)
    {
        int handled = 0;
        await using var gateway = new MemoryGateway();
        var tape = new TapeConnection(compressed);
        var handler = new Handler("MESSAGE_CREATE", (in dispatch, _, _) =>
        {
            handled += handling == "view" ? Greets(dispatch.View<MessageCreate.View>()) : dispatch.Data.Length > 0 ? 1 : 0;
            return default;
        });

        var sink = handling switch
        {
            "sink" => new ConfirmingSink(behind: 0),
            "raw and confirmed late" => new ConfirmingSink(behind: 100),
            _ => null,
        };
        using var meters = new MeterRecorder { Keeps = false };
        using var activities = handling == "raw and not sampled" ? await ActivityRecorder.OfNothingAsync() : null;
        Assert.SkipWhen(
            handling == "raw and not sampled" && activities is null, "The runtime has not compiled its own code a second time in time.");
        var options = handling.EndsWith("and measured", StringComparison.Ordinal)
            ? new ClusterOptions { MeterFactory = meters, MetricsPerShard = true, Name = "a bot" }
            : new ClusterOptions { EventSink = sink, Intents = GatewayIntents.GuildMessages };
        bool isHandled = handling is "view" || handling.StartsWith("raw", StringComparison.Ordinal);
        var cluster = gateway.Make(options, isHandled ? [handler] : [], () => tape);
        if (handling == "looked at")
        {
            cluster.Received += (_, payload) => handled += payload.IndexOf("MESSAGE_CREATE"u8) >= 0 ? 1 : 0;
        }

        using var listening = handling switch
        {
            "listener" => cluster.On("MESSAGE_CREATE", (data, _) => handled += data.Length > 0 ? 1 : 0),
            "listener of every event" =>
                cluster.OnAny((dispatch, _) => handled += dispatch.EventName.SequenceEqual("MESSAGE_CREATE"u8) ? 1 : 0),
            "listener of another event" => cluster.On("MESSAGE_DELETE", (_, _) => handled++),
            _ => null,
        };
        for (int i = 0; i < (handling == "ten thousand listeners of another event" ? 10_000 : 0); i++)
        {
            cluster.On("MESSAGE_DELETE", (_, _) => handled++);
        }

        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        long[] allocated = await tape.Allocated.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        // The runtime compiles loops anew while they run, on their own thread, and may allocate for itself then, once. Code that allocates
        // does so in each window.
        Assert.Equal(0, allocated.Min());
        Assert.True(sink is null || sink.Confirmed > Windows * Counted, "the events were not confirmed");
        Assert.Equal(
            handling.StartsWith("unhandled", StringComparison.Ordinal) || handling.EndsWith("of another event", StringComparison.Ordinal)
                || handling == "sink"
                ? 0
                : Warm + (Windows * Counted),
            handled);
    }

    private static int Greets(MessageCreate.View message) =>
        message.Content.Equals("hello"u8) && message.Id != 0 && !message.Author.HasValue ? 1 : 0;

    /// <summary>Confirms each event when a number of later ones has arrived.</summary>
    private sealed class ConfirmingSink(int behind) : IEventSink
    {
        private readonly EventReceipt[] last = new EventReceipt[behind + 1];

        public int Confirmed { get; private set; }

        public SinkResult Receive(in Dispatch dispatch, Shard shard, EventReceipt receipt)
        {
            last[dispatch.Sequence % last.Length] = receipt;
            var due = last[(dispatch.Sequence + 1) % last.Length];
            due.Confirm();
            Confirmed += due.Sequence > 0 && dispatch.Data.Length > 0 ? 1 : 0;
            return SinkResult.Taken;
        }

        public ValueTask WaitForRoomAsync(Shard shard, CancellationToken cancellationToken) => default;
    }

    /// <summary>HELLO, READY, then events, each received at once on the same thread; counts what that thread allocates.</summary>
    private sealed class TapeConnection : InMemoryConnection
    {
        private readonly byte[][] frames;
        private readonly WebSocketMessageType kind;
        private readonly long[] windows = new long[Windows];
        private int at;
        private long before;

        public TapeConnection(bool compressed)
        {
            kind = compressed ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
            using var deflate = new FlushedDeflate();
            frames = [.. new[] { MemoryGateway.Hello, MemoryGateway.Ready }
                .Concat(
                    Enumerable.Range(2, Warm + (Windows * Counted)).Select(
                        sequence => MemoryGateway.Event("MESSAGE_CREATE", sequence, $$"""{"id":"{{sequence}}","content":"hello"}""")))
                .Select(message => compressed ? deflate.Compress(message) : Encoding.UTF8.GetBytes(message))];
        }

        public TaskCompletionSource<long[]> Allocated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Abort()
        {
        }

        protected override ValueTask<InMemoryFrame> NextAsync(CancellationToken abort)
        {
            int counted = at - Warm - 2;
            if (counted >= 0 && counted % Counted == 0 && !Allocated.Task.IsCompleted)
            {
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (counted > 0)
                {
                    windows[(counted / Counted) - 1] = now - before;
                }

                before = GC.GetAllocatedBytesForCurrentThread();
            }

            if (at == frames.Length)
            {
                Allocated.TrySetResult(windows);
                return new(InMemoryFrame.Close);
            }

            return new(new InMemoryFrame(frames[at++], kind));
        }
    }
}
