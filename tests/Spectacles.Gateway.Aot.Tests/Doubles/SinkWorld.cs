using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// Clusters of one shard with a sink on a simulated gateway over real sockets. Both use one clock, which only the test advances.
/// </summary>
internal sealed class SinkWorld : IAsyncDisposable
{
    private readonly List<GatewayError> errors = [];

    public LiveGateway Live { get; } = new();

    public TestSink Sink { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public DurableStore Store { get; } = new();

    public SimulatedGateway Gateway => Live.Gateway;

    public Cluster Cluster => Live.Clusters[^1];

    public Shard Shard => Cluster.Shards[0];

    public ClusterOptions Options => new()
    {
        EventSink = Sink,
        Intents = GatewayIntents.Guilds,
        TimeProvider = Time,
        SessionStore = Store,
    };

    public IReadOnlyList<GatewayError> Errors
    {
        get
        {
            lock (errors)
            {
                return [.. errors];
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a cluster, the first one together with the gateway, and waits until it is READY.</summary>
    public async Task StartAsync(ClusterOptions? options = null, bool forgets = false, params IGatewayHandler[] handlers)
    {
        if (!Live.HasGateway)
        {
            await Live.MakeAsync(
                new SimulatedGatewayOptions { TimeProvider = Time, ForgetAcknowledged = forgets }, options ?? Options, handlers);
        }
        else
        {
            Live.Add(options ?? Options, handlers);
        }

        Cluster.HearErrors(error =>
        {
            lock (errors)
            {
                errors.Add(error);
            }
        });
        await Cluster.SpawnAsync(Cancel);
        await PassTimeUntilAsync(Cluster.WaitForReadyAsync(Cancel));
    }

    /// <summary>Sends X events with these numbers.</summary>
    public void Send(int first, int last)
    {
        for (int number = first; number <= last; number++)
        {
            Gateway.Dispatch("X", number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The sequences of what clients sent, in order.</summary>
    public long?[] Sent(Opcode opcode) =>
        [.. Gateway.Received.Where(payload => payload.Opcode == opcode).Select(payload => payload.Sequence)];

    /// <summary>Sends a heartbeat now, and returns its sequence as the gateway has read it.</summary>
    public async Task<long?> BeatAsync()
    {
        int before = Sent(Opcode.Heartbeat).Length;
        await Shard.HeartbeatAsync(Cancel);
        await LiveGateway.UntilAsync(() => Sent(Opcode.Heartbeat).Length > before);
        return Sent(Opcode.Heartbeat)[before];
    }

    /// <summary>Lets the clock advance by the heartbeat's interval, and waits for the heartbeat.</summary>
    public async Task PassBeatAsync()
    {
        int before = Sent(Opcode.Heartbeat).Length;
        Time.Advance(TimeSpan.FromMilliseconds(41_250));

        // The timer of the heartbeat may have been between two waits, neither of which contains that time.
        await PassTimeUntilAsync(() => Sent(Opcode.Heartbeat).Length > before);
    }

    public async Task PassTimeUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            await Task.Delay(1, Cancel);
            Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        await happened;
    }

    public Task PassTimeUntilAsync(Func<bool> condition) => PassTimeUntilAsync(LiveGateway.UntilAsync(condition));

    /// <summary>The sequence that is stored for the shard; null for none.</summary>
    public async Task<long?> StoredAsync() => (await Store.LoadAsync(0, Cancel))?.Sequence;

    public async ValueTask DisposeAsync()
    {
        Sink.Decide = null;
        Sink.Empty();
        Sink.ConfirmAll();
        await PassTimeUntilAsync(Live.DisposeAsync().AsTask());
    }
}
