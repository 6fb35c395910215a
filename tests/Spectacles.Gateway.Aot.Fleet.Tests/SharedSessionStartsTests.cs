using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The nodes of a fleet share the sessions that the bot may start.</summary>
public sealed class SharedSessionStartsTests
{
    private readonly List<string> reports = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_together_start_no_more_sessions_than_Discord_allows()
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 8, groupSize: 1, new SimulatedGatewayOptions { SessionStartsRemaining = 6 });
        await fleet.AddNodeAsync("one", options => options with { ShardsPerSecond = 1 });
        await fleet.AddNodeAsync("two");

        await fleet.UntilAsync(() => fleet.Gateway.Counters.Identifies == 6, "six sessions");
        await fleet.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(6, fleet.Gateway.Counters.Identifies);
        Assert.All(
            fleet.Errors.Where(error => error.Message.Contains("no session starts left", StringComparison.Ordinal))
                .GroupBy(error => error.Message),
            report => Assert.Single(report));
        Assert.Contains(fleet.Errors, error => error.Message.Contains("no session starts left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task First_node_that_needs_a_session_after_the_reset_asks_Discord_for_all()
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 1, groupSize: 1, new SimulatedGatewayOptions { SessionStartLimit = 10, SessionStartsRemaining = 1 });
        var (first, second) = (await NewAsync(fleet), await NewAsync(fleet));
        bool[] taken = await Task.WhenAll(first.TryTakeAsync(Cancel), second.TryTakeAsync(Cancel));
        Assert.Equal(1, taken.Count(one => one));
        var waiting = Task.WhenAll(first.WaitAsync(Cancel), second.WaitAsync(Cancel));
        Assert.False(waiting.IsCompleted);

        fleet.Time.Advance(TimeSpan.FromHours(25));
        await fleet.RunAsync(waiting);

        Assert.Single(reports.Distinct());
        Assert.Equal(2, reports.Count);
        int left = 0;
        while (await (left % 2 == 0 ? first : second).TryTakeAsync(Cancel))
        {
            left++;
        }

        Assert.Equal(10, left);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Reset_that_a_wrong_clock_has_put_days_ahead_does_not_hold_the_fleet_up(int remaining)
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 1, groupSize: 1, new SimulatedGatewayOptions { SessionStartsRemaining = 3 });
        long ahead = (fleet.Time.GetUtcNow() + TimeSpan.FromDays(4)).ToUnixTimeMilliseconds();
        await fleet.Broker.Connect().NodeState.TryWriteAsync(
            NodeKeys.SessionStarts, System.Text.Encoding.UTF8.GetBytes($"{remaining} {ahead}"), 0, Cancel);

        var starts = await NewAsync(fleet);
        var waiting = starts.WaitAsync(Cancel);
        for (int minutes = 0; minutes < 62 && !waiting.IsCompleted; minutes++)
        {
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            await fleet.PassAsync(TimeSpan.FromSeconds(1));
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.True(await starts.TryTakeAsync(Cancel));
        Assert.All(reports, report => Assert.DoesNotContain("2000-01-05", report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Value_that_is_something_else_is_replaced_by_what_Discord_answers()
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 1, groupSize: 1, new SimulatedGatewayOptions { SessionStartsRemaining = 3 });
        var starts = await NewAsync(fleet);
        var state = fleet.Broker.Connect().NodeState;
        var entry = await state.ReadAsync(NodeKeys.SessionStarts, Cancel);
        Assert.NotNull(await state.TryWriteAsync(NodeKeys.SessionStarts, "many soon"u8.ToArray(), entry!.Revision, Cancel));

        Assert.False(await starts.TryTakeAsync(Cancel));
        await fleet.RunAsync(starts.WaitAsync(Cancel));

        Assert.True(await starts.TryTakeAsync(Cancel));
    }

    [Fact]
    public async Task Sessions_that_a_process_outside_of_the_fleet_has_started_count_after_an_hour()
    {
        await using var fleet = await TestFleet.StartAsync(
            shards: 1, groupSize: 1, new SimulatedGatewayOptions { SessionStartLimit = 3 });
        var starts = await NewAsync(fleet);
        await using var other = new Cluster(
            fleet.Gateway.Token,
            new ClusterOptions { Api = fleet.Gateway.Api, TimeProvider = fleet.Time, Intents = GatewayIntents.Guilds });
        await fleet.RunAsync(other.SpawnAsync(Cancel));
        await fleet.ReadyAsync(1);

        fleet.Time.Advance(TimeSpan.FromMinutes(59));
        starts.Refresh(Cancel);
        Assert.True(starts.EndAsync().IsCompleted);
        fleet.Time.Advance(TimeSpan.FromMinutes(1));
        starts.Refresh(Cancel);
        await fleet.RunAsync(starts.EndAsync());

        Assert.True(await starts.TryTakeAsync(Cancel));
        Assert.True(await starts.TryTakeAsync(Cancel));
        Assert.False(await starts.TryTakeAsync(Cancel));
    }

    private async Task<SharedSessionStarts> NewAsync(TestFleet fleet)
    {
        var gateway = new Gateway(
            fleet.Gateway.Token, new GatewayOptions { Api = fleet.Gateway.Api, TimeProvider = fleet.Time });
        var starts = new SharedSessionStarts(fleet.Broker.Connect().NodeState, fleet.Time, (message, _) => reports.Add(message))
        {
            Gateway = gateway,
        };
        await gateway.FetchAsync(cancellationToken: Cancel);
        await starts.NoteAsync(Cancel);
        return starts;
    }
}
