using System.Net.WebSockets;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>How many shards connect at once, and which of them the session start limit holds up.</summary>
public sealed class ConnectLimitTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task At_most_256_shards_connect_at_once_and_the_next_starts_when_one_ends()
    {
        var dials = new List<StuckConnection>();
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 1000 }, new ClusterOptions
        {
            ConnectionFactory = () =>
            {
                lock (dials)
                {
                    dials.Add(new StuckConnection());
                    return dials[^1];
                }
            },
        });

        await cluster.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => Count() == 256);
        await Task.Delay(100, Cancel);
        Assert.Equal(256, Count());
        dials[17].Abort();
        await LiveGateway.UntilAsync(() => Count() >= 257);
        await cluster.Shards[999].DisconnectAsync().WaitAsync(LiveGateway.Patience, Cancel);

        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);

        int Count()
        {
            lock (dials)
            {
                return dials.Count(dial => dial.IsDialled);
            }
        }
    }

    [Fact]
    public async Task Cluster_of_300_shards_becomes_ready()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 300, MaxConcurrency = 300, Guilds = 0 });

        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        Assert.Equal(300, live.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Stored_sessions_are_resumed_at_once_without_remaining_session_starts()
    {
        var store = new DurableStore();
        var options = new ClusterOptions { SessionStore = store };
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 3, MaxConcurrency = 3, SessionStartLimit = 3, Guilds = 0 }, options);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await cluster.StopAsync();
        var next = live.Add(options);
        var errors = new List<GatewayError>();
        next.HearErrors(errors.Add);

        await next.SpawnAsync(Cancel);
        await next.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(0, next.Gateway.SessionStartLimit.Remaining);
        Assert.Equal((3, 3), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600_000)]
    public async Task Invalid_heartbeat_interval_is_rejected_over_a_socket(int milliseconds)
    {
        var said = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(milliseconds) });
        cluster.HearErrors(error => said.TrySetResult(error));
        await cluster.SpawnAsync(Cancel);

        var error = await said.Task.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Contains(
            $"HELLO requests a heartbeat every {milliseconds} ms; 1000 to 300000 ms are accepted", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, live.Gateway.Counters.Identifies);
    }

    private sealed class StuckConnection : IGatewayConnection
    {
        private readonly TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDialled { get; private set; }

        public int? PeerCloseCode => null;

        public string? PeerCloseReason => null;

        public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
        {
            IsDialled = true;
            return new ValueTask(aborted.Task);
        }

        public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
            throw new IOException("aborted");

        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) => throw new IOException("aborted");

        public ValueTask CloseAsync(int code, string reason, CancellationToken abort)
        {
            Abort();
            return default;
        }

        public void Abort() => aborted.TrySetException(new IOException("aborted"));

        public void Dispose() => Abort();
    }
}
