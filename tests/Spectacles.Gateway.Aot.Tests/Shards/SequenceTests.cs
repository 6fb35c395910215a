using System.Collections.Concurrent;
using System.Text;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// Sequences of a server that counts in another way than Discord: every event reaches its handlers, and the connection stays.
/// </summary>
public sealed class SequenceTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();
    private readonly ConcurrentQueue<string> seen = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("64 64 65", 65, "sequence 64 twice", 2)]
    [InlineData("3 2 4", 4, "sequence 2 after 3", 2)]
    [InlineData("2 9", 9, "the sequences 3 to 8", 1)]
    [InlineData("2 2 2 1 3", 3, "sequence 2 twice", 1)]
    [InlineData("null 0 2", 2, null, 0)]
    [InlineData("-7 2", 2, "sequence -7 after 1", 1)]
    public async Task Events_with_irregular_sequences_are_dispatched_and_reported_once_per_session(
        string sequences,
        long last,
        string? report,
        int reports)
    {
        var connection = await gateway.StartAsync();
        gateway.Cluster!.OnAny((dispatch, _) => See(dispatch.EventName));
        string[] numbers = sequences.Split(' ');
        for (int i = 0; i < numbers.Length; i++)
        {
            connection.Receive($$$"""{"t":"{{{(char)('A' + i)}}}","s":{{{numbers[i]}}},"op":0,"d":{}}""");
        }

        await LiveGateway.UntilAsync(() => seen.Count == numbers.Length);

        Assert.Equal(numbers.Select((_, i) => ((char)('A' + i)).ToString()), seen);
        Assert.Equal(last, gateway.Shard.Sequence);
        Assert.Equal(reports, gateway.Errors.Count(error => error.Kind == GatewayErrorKind.Sequence));
        Assert.Equal(report is null ? 0 : 1, report is null ? 0 : gateway.ErrorsThatSay(report));
        Assert.Null(connection.ClosedByClientWith);
        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Replayed_events_that_were_already_received_are_dropped_and_counted()
    {
        var connection = await gateway.StartAsync();
        gateway.Cluster!.OnAny((dispatch, _) => See(dispatch.EventName));
        connection.Receive(Event("X", 10));
        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 10);
        connection.Abort();
        var resuming = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        resuming.Receive(Hello);
        await resuming.SentAsync(6);
        int before = gateway.Errors.Count(error => error.Kind == GatewayErrorKind.Sequence);

        resuming.Receive(Event("A", 9));
        resuming.Receive(Event("B", 10));
        resuming.Receive(Event("C", 11));
        resuming.Receive(Event("RESUMED", 12));
        await gateway.Cluster.WaitForReadyAsync(Cancel);
        await LiveGateway.UntilAsync(() => seen.Count == 3);

        Assert.Equal(["X", "C", "RESUMED"], seen);
        Assert.Equal(12, gateway.Shard.Sequence);
        Assert.Equal(2, gateway.Cluster.GetStatus().Shards.Single().EventsRepeated);
        Assert.Equal(before, gateway.Errors.Count(error => error.Kind == GatewayErrorKind.Sequence));
    }

    [Fact]
    public async Task Event_with_a_lower_sequence_does_not_change_the_watermark()
    {
        var store = new DurableStore();
        var never = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { SessionStore = store, StopTimeout = TimeSpan.FromSeconds(1) },
            new Handler("LATE", (in _, _, _) =>
        {
            begun.SetResult();
            return new ValueTask(never.Task);
        }));
        connection.Receive(Event("A", 7));
        connection.Receive(Event("LATE", 3));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.Equal(7, (await store.LoadAsync(0, Cancel))!.Sequence);
    }

    [Fact]
    public async Task Event_between_IDENTIFY_and_READY_is_dispatched()
    {
        await gateway.Make().SpawnAsync(Cancel);
        gateway.Cluster!.OnAny((dispatch, _) => seen.Enqueue(Encoding.UTF8.GetString(dispatch.EventName)));
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(Event("EARLY", 0));
        connection.Receive(Ready);
        await gateway.Cluster.WaitForReadyAsync(Cancel);

        await LiveGateway.UntilAsync(() => seen.Count == 2);
        Assert.Equal(["EARLY", "READY"], seen);
    }

    [Fact]
    public async Task READY_without_a_resume_URL_resumes_at_the_gateway_URL()
    {
        await gateway.Make().SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive("""{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"first"}}""");
        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        connection.Abort();

        var resuming = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        resuming.Receive(Hello);

        Assert.Equal("main.example", resuming.Address!.Host);
        Assert.StartsWith("""{"op":6,""", await resuming.SentAsync(), StringComparison.Ordinal);
    }

    /// <summary>READY may be dispatched after the cluster is ready: it is not what these tests are about.</summary>
    private void See(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual("READY"u8))
        {
            seen.Enqueue(Encoding.UTF8.GetString(name));
        }
    }
}
