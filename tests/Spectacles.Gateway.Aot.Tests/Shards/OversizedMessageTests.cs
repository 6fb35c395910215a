using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A message over the limit is discarded and reported, and the connection continues.</summary>
public sealed class OversizedMessageTests : IAsyncDisposable
{
    private const int Limit = 64 * 1024;
    private readonly MemoryGateway memory = new();
    private readonly LiveGateway live = new();
    private readonly ConcurrentQueue<string> seen = new();
    private readonly ConcurrentQueue<GatewayError> errors = new();

    public static TheoryData<string> Compressions => ["none", "zlib-stream", "zlib-stream of the runtime"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await memory.DisposeAsync();
        await live.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Oversized_event_is_reported_and_the_next_event_arrives_on_the_same_connection(string compression)
    {
        var cluster = await StartAsync(compression);
        string words = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i} "));

        live.Gateway.DispatchToAll("X", "1");
        live.Gateway.DispatchToAll("X", $"\"{words}\"");
        live.Gateway.DispatchToAll("X", $"\"{words[..1000]}\"");

        await LiveGateway.UntilAsync(() => seen.Count == 2);
        Assert.Equal(["1", $"\"{words[..1000]}\""], seen);
        var error = Assert.Single(errors);
        Assert.Equal((GatewayErrorKind.Payload, "X", 3), (error.Kind, error.EventName, error.Sequence));
        int length = words.Length + """{"t":"X","s":3,"op":0,"d":""}""".Length;
        Assert.Contains(
            $"X with sequence 3 has {length} bytes, more than ClusterOptions.MaxMessageBytes ({Limit}). It was discarded",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal((1, 0), (live.Gateway.Counters.Connections, cluster.Shards[0].Resumes));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Oversized_event_is_not_requested_again_by_a_resume(string compression)
    {
        await StartAsync(compression);
        live.Gateway.DispatchToAll("X", $"\"{new string('x', 2 * Limit)}\"");
        await LiveGateway.UntilAsync(() => !errors.IsEmpty);

        live.Gateway.ConnectionOf(0).Drop();
        var resume = await live.Gateway.WaitForPayloadAsync(Opcode.Resume, Cancel);
        live.Gateway.DispatchToAll("X", "2");

        await LiveGateway.UntilAsync(() => !seen.IsEmpty);
        Assert.Contains("\"seq\":2", resume.Data, StringComparison.Ordinal);
        Assert.Equal(["2"], seen);
        Assert.Single(errors, error => error.Kind == GatewayErrorKind.Payload);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Event_of_more_than_16_times_the_limit_closes_the_connection_with_1009(string compression)
    {
        await StartAsync(compression);

        live.Gateway.DispatchToAll("X", $"\"{new string('x', 17 * Limit)}\"");

        Assert.Equal(1009, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
    }

    [Fact]
    public async Task Oversized_event_is_not_requested_again_by_a_stored_session()
    {
        var store = new RecordingStore();
        var connection = await memory.StartAsync(new ClusterOptions { MaxMessageBytes = 2048, SessionStore = store });

        // Told of the message after it, so it has been handled by then.
        memory.Cluster!.Received += (_, _) => seen.Enqueue("acknowledgement");
        connection.Receive(Large("A", 2));
        connection.Receive("""{"op":11}""");
        await LiveGateway.UntilAsync(() => seen.Count == 1);
        await memory.PassTimeUntilAsync(memory.Cluster.StopAsync());

        Assert.Equal(2, store.Session!.Sequence);
    }

    [Fact]
    public void Oversized_events_of_one_name_are_reported_once_a_minute_with_their_count()
    {
        var time = new FakeTimeProvider();
        var oversized = new OversizedEvents(2048, time);
        var report = new ErrorReport(null, TimeProvider.System);
        report.Reported += errors.Enqueue;
        void Discard(string name, int times)
        {
            for (int i = 0; i < times; i++)
            {
                oversized.Report(report, shardId: 7, new Envelope(Opcode.Dispatch, 9, Encoding.UTF8.GetBytes(name), default), 3000);
            }
        }

        Discard("A", 100);
        Discard("B", 100);
        Assert.Equal(["A", "B"], errors.Select(error => error.EventName));
        time.Advance(TimeSpan.FromSeconds(61));
        Discard("A", 2);

        Assert.Equal(3, errors.Count);
        Assert.Contains("99 more were discarded since the last report", errors.Last().Message, StringComparison.Ordinal);

        // Names come from the wire: a server that makes them up gets no line for each.
        for (int i = 0; i < 1000; i++)
        {
            Discard($"MADE_UP_{i}", 1);
        }

        Assert.InRange(errors.Count, 4, 70);
    }

    [Theory]
    [InlineData("{\"op\":0,\"s\":2,\"t\":\"A\",\"d\":", "A with sequence 2 has", 2L)]
    [InlineData("{\"d\":", "An event has", 1L)]
    [InlineData("{\"t\":{\"s\":9,\"op\":3},\"s\":2,\"op\":0,\"d\":", "An event with sequence 2 has", 2L)]
    [InlineData("{\"t\":\"not a name\",\"s\":2,\"op\":0,\"d\":", "An event with sequence 2 has", 2L)]
    [InlineData("{\"t\":null,\"s\":null,\"op\":77,\"d\":", "A message with opcode 77 has", 1L)]
    [InlineData("{\"t\":null,\"s\":null,\"op\":11,\"d\":", "A message with opcode 11 has", 1L)]
    [InlineData("no json: ", "An event has", 1L)]
    public async Task Start_of_an_oversized_message_is_reported_and_the_connection_stays_open(string beginning, string says, long sequence)
    {
        var connection = await memory.StartAsync(new ClusterOptions { MaxMessageBytes = 2048 }, new Handler("END", (in _, _, _) =>
        {
            seen.Enqueue("END");
            return default;
        }));

        connection.Receive($"{beginning}\"{new string('x', 3000)}\"}}");
        connection.Receive(Event("END", 10));
        await LiveGateway.UntilAsync(() => !seen.IsEmpty);

        var error = Assert.Single(memory.Errors, error => error.Kind == GatewayErrorKind.Payload);
        Assert.StartsWith(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(sequence > 1 ? sequence : null, error.Sequence);
        Assert.Null(connection.ClosedByClientWith);
    }

    [Theory]
    [InlineData(100L * 1024 * 1024, 16)]
    [InlineData(384L * 1024 * 1024, 24)]
    [InlineData(512L * 1024 * 1024, 32)]
    [InlineData(64L * 1024 * 1024 * 1024, 64)]
    public void Default_message_limit_is_a_sixteenth_of_the_memory_between_16_and_64_MB(long available, int megabytes)
    {
        Assert.Equal(megabytes * 1024 * 1024, MemoryShare.OfMessage(available));
        Assert.Equal(MemoryShare.OfMessage(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), new ClusterOptions().MaxMessageBytes);
    }

    private static string Large(string name, long sequence) => Event(name, sequence, $"\"{new string('x', 3000)}\"");

    private async Task<Cluster> StartAsync(string compression)
    {
        var cluster = await live.MakeAsync(
            options: new ClusterOptions
            {
                MaxMessageBytes = Limit,
                TransportCompression = compression switch
                {
                    "none" => TransportCompression.None,
                    "zlib-stream" => TransportCompression.ZlibStream,
                    _ => TransportCompression.RuntimeZlibStream,
                },
            },
            handlers: new Handler("X", (in dispatch, _, _) =>
            {
                seen.Enqueue(Encoding.UTF8.GetString(dispatch.Data));
                return default;
            }));
        cluster.HearErrors(errors.Enqueue);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster;
    }
}
