namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Commands of a process that has no connection to Discord.</summary>
public sealed class FleetCommandsTests
{
    private static readonly UpdatePresence Idle = new(BotStatus.Idle);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_is_sent_on_the_shard_of_its_number_or_guild()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 3, groupSize: 1);
        var engine = fleet.Broker.Connect();
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(3);

        await fleet.RunAsync(FleetCommands.SendAsync(engine, 2, Idle, cancellationToken: Cancel));
        await fleet.UntilAsync(() => Presences(fleet).Any(), "the first command");
        await fleet.RunAsync(FleetCommands.SendForGuildAsync(engine, new Snowflake(4UL << 22), Idle, cancellationToken: Cancel));

        await fleet.UntilAsync(() => Presences(fleet).Count() == 2, "the commands");
        Assert.Equal([2, 1], Presences(fleet));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => FleetCommands.SendAsync(engine, 3, Idle, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Broadcast_is_sent_on_every_shard()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 5, groupSize: 2);
        await fleet.AddNodeAsync("one");
        await fleet.AddNodeAsync("two");
        await fleet.ReadyAsync(5);

        var sent = FleetCommands.BroadcastAsync(fleet.Broker.Connect(), Idle, cancellationToken: Cancel);
        await fleet.RunAsync(sent);

        Assert.Empty(await sent);
        await fleet.UntilAsync(() => Presences(fleet).Count() == 5, "the commands");
        Assert.Equal([0, 1, 2, 3, 4], Presences(fleet).Order());
    }

    [Fact]
    public async Task Broadcast_returns_the_shards_that_have_not_sent_it()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var engine = fleet.Broker.Connect();
        await using var receiver = await engine.Requests.ReceiveAsync(
            FleetAddresses.CommandsOf(1), queue: null, maxInFlight: 1, (_, _) => new(ReadOnlyMemory<byte>.Empty), Cancel);

        var failures = await FleetCommands.BroadcastAsync(engine, Idle, cancellationToken: Cancel);

        var (shard, failure) = Assert.Single(failures);
        Assert.Equal(0, shard);
        Assert.StartsWith("No node owns shard 0 at the moment, so the command was not sent.", failure.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int?> Presences(TestFleet fleet) =>
        fleet.Gateway.Received.Where(one => one.Opcode == Opcode.PresenceUpdate).Select(one => (int?)one.ShardId);
}
