using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>A sink takes the events of a cluster, over real sockets with the simulated gateway.</summary>
public sealed class EventSinkTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly TestSink sink = new();
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Shard Shard => live.Cluster.Shards[0];

    public async ValueTask DisposeAsync()
    {
        sink.ConfirmAll();
        sink.Empty();
        await live.DisposeAsync();
    }

    [Fact]
    public async Task Sink_receives_every_event_in_order_with_the_session_and_before_handlers()
    {
        List<int> takenBeforeCall = [];
        await StartAsync(new Handler("X", (in _, _, _) =>
        {
            takenBeforeCall.Add(sink.Numbers.Count());
            return default;
        }));

        Send(1, 3);

        await LiveGateway.UntilAsync(() => takenBeforeCall.Count == 3);
        var session = Assert.Single(live.Gateway.Sessions);
        Assert.Equal(["READY", "GUILD_CREATE", "X", "X", "X"], sink.Taken.Select(one => one.Name));
        Assert.Equal([1, 2, 3, 4, 5], sink.Taken.Select(one => one.Receipt.Sequence));
        Assert.All(sink.Taken, one => Assert.Equal(session.Id, one.Receipt.SessionId));
        Assert.Equal([1, 2, 3], takenBeforeCall);
    }

    [Fact]
    public async Task Resume_and_heartbeats_contain_the_sequence_up_to_which_all_events_are_confirmed()
    {
        await StartAsync();
        Send(1, 4);
        await LiveGateway.UntilAsync(() => sink.Taken.Count == 6);
        sink.Taken[4].Receipt.Confirm();
        sink.Taken[2].Receipt.Confirm();
        sink.Taken[1].Receipt.Confirm();
        await Shard.HeartbeatAsync(Cancel);
        sink.Taken[0].Receipt.Confirm();
        await Shard.HeartbeatAsync(Cancel);

        await Shard.ReconnectAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Send(5, 5);
        await LiveGateway.UntilAsync(() => sink.Numbers.Contains(5));

        Assert.Equal([null, 3], Sent(Opcode.Heartbeat));
        Assert.Equal([3], Sent(Opcode.Resume));
        Assert.Equal([1, 2, 3, 4, 5], sink.Numbers);
    }

    private IEnumerable<long?> Sent(Opcode opcode) =>
        live.Gateway.Received.Where(payload => payload.Opcode == opcode).Select(payload => payload.Sequence);

    private async Task StartAsync(params IGatewayHandler[] handlers)
    {
        var cluster = await live.MakeAsync(
            null, new ClusterOptions { EventSink = sink, Intents = GatewayIntents.Guilds, TimeProvider = time }, handlers);
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => sink.Taken.Count == 2);
    }

    private void Send(int first, int last)
    {
        for (int number = first; number <= last; number++)
        {
            live.Gateway.Dispatch("X", number.ToString(CultureInfo.InvariantCulture));
        }
    }
}
