using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Zstd.Tests;

/// <summary>A cluster with zstd-stream and the simulated gateway over real sockets.</summary>
public sealed class ZstdClusterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly ConcurrentQueue<string> seen = new();
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Cluster_receives_HELLO_READY_and_events_over_zstd_stream()
    {
        await StartAsync();

        live.Gateway.DispatchToAll("X", "\"hello\"");

        await LiveGateway.UntilAsync(() => seen.Count == 1);
        Assert.Equal(["\"hello\""], seen);
        var opened = await live.Gateway.WaitForOpenAsync(Cancel);
        Assert.Equal(Compression.ZstdStream, opened.Compression);
        Assert.Equal("v=10&encoding=json&compress=zstd-stream", opened.Query);
        Assert.Empty(live.Gateway.Violations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Event_in_several_frames_arrives_complete(int bytesPerFrame)
    {
        await StartAsync(bytesPerFrame: bytesPerFrame);

        foreach (int size in new[] { 10, 1_000, 100_000 })
        {
            live.Gateway.DispatchToAll("X", $"\"{new string('x', size)}\"");
        }

        await LiveGateway.UntilAsync(() => seen.Count == 3);
        Assert.Equal([12, 1_002, 100_002], seen.Select(text => text.Length));
    }

    [Fact]
    public async Task Event_of_3_MB_and_the_next_small_one_arrive_complete()
    {
        await StartAsync();
        string large = $"\"{Convert.ToBase64String(Noise(3 * 1024 * 1024 / 4 * 3))}\"";

        live.Gateway.DispatchToAll("X", large);
        live.Gateway.DispatchToAll("X", "\"small\"");

        await LiveGateway.UntilAsync(() => seen.Count == 2);
        Assert.Equal([Hash(large), Hash("\"small\"")], seen.Select(Hash));
    }

    [Fact]
    public async Task Message_over_the_limit_is_reported_and_the_connection_continues()
    {
        var cluster = await StartAsync(64 * 1024);
        var errors = new ConcurrentQueue<GatewayError>();
        cluster.Error += errors.Enqueue;

        live.Gateway.DispatchToAll("X", $"\"{new string('x', 100_000)}\"");
        live.Gateway.DispatchToAll("X", "\"small\"");

        await LiveGateway.UntilAsync(() => !seen.IsEmpty);
        Assert.Equal(["\"small\""], seen);
        Assert.Equal((GatewayErrorKind.Payload, "X", 2), (Assert.Single(errors).Kind, errors.First().EventName, errors.First().Sequence));
        Assert.Equal((1, 0), (live.Gateway.Counters.Connections, cluster.Shards[0].Resumes));
    }

    [Fact]
    public async Task Message_of_more_than_16_times_the_limit_closes_with_1009_and_keeps_the_session()
    {
        var discordsTime = new FakeTimeProvider();
        var cluster = await StartAsync(64 * 1024, new SimulatedGatewayOptions { TimeProvider = discordsTime });

        discordsTime.Advance(TimeSpan.FromSeconds(6));
        live.Gateway.DispatchToAll("X", $"\"{new string('x', 17 * 64 * 1024)}\"");

        Assert.Equal(1009, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
        await live.Gateway.WaitForPayloadAsync(Opcode.Resume, Cancel);
        Assert.Equal(1009, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        live.Gateway.DispatchToAll("X", "\"small\"");
        await LiveGateway.UntilAsync(() => !seen.IsEmpty);
        Assert.Equal(["\"small\""], seen);
    }

    [Theory]
    [InlineData("corrupt")]
    [InlineData("truncated")]
    [InlineData("raw")]
    public async Task Invalid_data_is_followed_by_a_resume_without_loss(string kind)
    {
        var cluster = await StartAsync();
        live.Gateway.DispatchToAll("X", "1");
        await LiveGateway.UntilAsync(() => seen.Count == 1);

        var connection = live.Gateway.ConnectionOf(0);
        switch (kind)
        {
            case "corrupt":
                connection.Faults.CorruptNextMessage();
                break;
            case "truncated":
                connection.Faults.TruncateNextMessage();
                break;
            default:
                connection.SendRaw(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF });
                break;
        }

        live.Gateway.DispatchToAll("X", "2");
        live.Gateway.DispatchToAll("X", "3");

        await LiveGateway.UntilAsync(() => seen.Count == 3);
        Assert.Equal(["1", "2", "3"], seen);
        Assert.Equal(1, cluster.Shards[0].Resumes);
        Assert.Equal(1, live.Gateway.Counters.Identifies);
        Assert.Equal(Compression.ZstdStream, live.Gateway.ConnectionOf(0).Compression);
    }

    [Fact]
    public async Task Connection_that_is_cut_often_loses_no_event()
    {
        var cluster = await StartAsync();
        for (int cut = 0; cut < 3; cut++)
        {
            for (int i = 0; i < 100; i++)
            {
                live.Gateway.DispatchToAll("X", $"{(cut * 100) + i}");
                if (i == 50)
                {
                    live.Gateway.ConnectionOf(0).Drop();
                }
            }

            await LiveGateway.UntilAsync(() => cluster.Shards[0].Resumes == cut + 1);
        }

        await LiveGateway.UntilAsync(() => seen.Count >= 300);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"{i}"), seen);
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<Cluster> StartAsync(
        int maxMessageBytes = 64 * 1024 * 1024,
        SimulatedGatewayOptions? world = null,
        int bytesPerFrame = 0)
    {
        var cluster = await live.MakeAsync(
            world,
            new ClusterOptions
            {
                TransportCompression = TransportCompression.ZstdStream,
                MaxMessageBytes = maxMessageBytes,
                TimeProvider = new FastTime(),
            },
            new Handler("X", (in dispatch, _, _) =>
            {
                seen.Enqueue(Encoding.UTF8.GetString(dispatch.Data));
                return default;
            }));
        live.Gateway.Script.BytesPerFrame = bytesPerFrame;
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        return cluster;
    }
}
