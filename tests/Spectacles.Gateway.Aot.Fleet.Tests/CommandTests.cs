using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Commands for the shards of one group, of which one is not READY.</summary>
public sealed class CommandTests
{
    private const int MostWaiting = 64;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_does_not_wait_for_those_of_a_shard_that_is_not_READY()
    {
        var (started, shard) = await StartAsync();
        await using var fleet = started;
        await using var engine = fleet.Broker.Connect();
        var waiting = AskAsync(engine, shardId: 0, 1);
        var other = AskAsync(engine, shardId: 1, 2);
        var began = fleet.Time.GetUtcNow();

        await fleet.UntilAsync(() => other.IsCompleted, "the answer of the other shard");

        Assert.Equal("", await other);
        Assert.True(fleet.Time.GetUtcNow() - began < TimeSpan.FromSeconds(5));
        Assert.False(waiting.IsCompleted);
        await fleet.RunAsync(shard.ConnectAsync(Cancel));
        await fleet.UntilAsync(() => waiting.IsCompleted, "the answer of the shard that was not READY");
        Assert.Equal("", await waiting);
        await HasSentAsync(fleet, (1, "2"), (0, "1"));
    }

    [Fact]
    public async Task Commands_of_a_shard_are_sent_in_order_when_it_is_READY()
    {
        var (started, shard) = await StartAsync();
        await using var fleet = started;
        await using var engine = fleet.Broker.Connect();
        var waiting = Enumerable.Range(1, 10).Select(i => AskAsync(engine, shardId: 0, i)).ToArray();
        await fleet.PassAsync(TimeSpan.FromSeconds(1));

        await fleet.RunAsync(shard.ConnectAsync(Cancel));
        await fleet.RunAsync(Task.WhenAll(waiting));

        await HasSentAsync(fleet, [.. Enumerable.Range(1, 10).Select(i => ((int?)0, $"{i}"))]);
    }

    [Fact]
    public async Task Command_that_could_not_be_sent_in_time_is_not_sent_later()
    {
        var (started, shard) = await StartAsync();
        await using var fleet = started;
        await using var engine = fleet.Broker.Connect();
        var first = AskAsync(engine, shardId: 0, 1);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));
        var second = AskAsync(engine, shardId: 0, 2);
        await fleet.UntilAsync(() => first.IsCompleted, "the end of the first command");
        Assert.False(second.IsCompleted);

        await fleet.RunAsync(shard.ConnectAsync(Cancel));
        await fleet.UntilAsync(() => second.IsCompleted, "the second command");

        Assert.StartsWith("Shard 0 could not send the command within 25 s", await first, StringComparison.Ordinal);
        Assert.Equal("", await second);
        await HasSentAsync(fleet, (0, "2"));
    }

    [Fact]
    public async Task Command_beyond_those_that_can_wait_is_refused_at_once()
    {
        var (started, shard) = await StartAsync();
        await using var fleet = started;
        await using var engine = fleet.Broker.Connect();
        var waiting = Enumerable.Range(1, MostWaiting).Select(i => AskAsync(engine, shardId: 0, i)).ToArray();
        var oneMore = AskAsync(engine, shardId: 0, 65);
        var other = AskAsync(engine, shardId: 1, 2);

        await fleet.UntilAsync(() => oneMore.IsCompleted && other.IsCompleted, "the refusal");

        Assert.Equal(
            "Shard 0 is busy: 64 commands wait to be sent, so this one was not taken. Send it again later.", await oneMore);
        Assert.Equal("", await other);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        await fleet.RunAsync(shard.ConnectAsync(Cancel));
    }

    [Fact]
    public async Task Command_that_must_not_wait_fails_at_once_behind_one_that_waits()
    {
        var (started, _) = await StartAsync();
        await using var fleet = started;
        await using var engine = fleet.Broker.Connect();
        var waiting = AskAsync(engine, shardId: 0, 1);
        var failing = AskAsync(engine, shardId: 0, 2, WhenNotReady.Fail);

        await fleet.UntilAsync(() => failing.IsCompleted, "the failure");

        Assert.StartsWith("Shard 0 is not READY", await failing, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
    }

    /// <summary>Starts a node, whose shard 0 is not connected.</summary>
    private static async Task<(TestFleet Fleet, Shard Shard)> StartAsync()
    {
        var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 2);
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.UntilAsync(() => node.GetStatus().ShardsReady == 2, "READY");
        var shard = node.Cluster.Shards[0];
        await fleet.RunAsync(shard.DisconnectAsync(keepSession: true, Cancel));
        return (fleet, shard);
    }

    /// <summary>Sends a command with a number, and returns the answer.</summary>
    private static async Task<string> AskAsync(
        MemoryEngine engine, int shardId, int number, WhenNotReady whenNotReady = WhenNotReady.Wait)
    {
        var command = new UpdateVoiceState(new Snowflake(1), new Snowflake((ulong)number));
        var answer = await engine.Requests.AskAsync(
            FleetAddresses.CommandsOf(0),
            CommandRequest.Write(shardId, whenNotReady, command.ToUtf8().Span),
            CommandRequest.Timeout,
            Cancel);
        Assert.Equal(RequestOutcome.Answered, answer.Outcome);
        return Encoding.UTF8.GetString(answer.Data.Span);
    }

    /// <summary>Waits until the commands have arrived: a send ends earlier. No other ones follow.</summary>
    private static async Task HasSentAsync(TestFleet fleet, params (int? ShardId, string Number)[] commands)
    {
        await fleet.UntilAsync(() => Sent(fleet).Count() >= commands.Length, "the commands");
        Assert.Equal(commands, Sent(fleet));
    }

    private static IEnumerable<(int? ShardId, string Number)> Sent(TestFleet fleet) => fleet.Gateway.Received
        .Where(one => one.Opcode == Opcode.VoiceStateUpdate)
        .Select(one => (one.ShardId, one.Data.Split('"')[7]));
}
