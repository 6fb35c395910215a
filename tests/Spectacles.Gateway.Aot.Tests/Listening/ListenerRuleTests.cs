using Spectacles.Gateway.Events;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>What listeners may cost, when they are refused, and how their errors are told, message by message.</summary>
public sealed class ListenerRuleTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Time_spent_in_a_Received_listener_is_not_a_missed_heartbeat_acknowledgement()
    {
        using var blocked = new ManualResetEventSlim();
        var connection = await gateway.StartAsync();
        gateway.Shard.Received += (_, payload) =>
        {
            if (payload.IndexOf("SLOW"u8) >= 0)
            {
                blocked.Wait(CancellationToken.None);
            }
        };
        connection.Receive(Event("SLOW", 2));

        for (int beat = 0; beat < 4; beat++)
        {
            Assert.StartsWith("""{"op":1,""", await gateway.PassTimeUntilAsync(connection.SentAsync()), StringComparison.Ordinal);
        }

        Assert.Null(connection.ClosedByClientWith);
        blocked.Set();
    }

    [Fact]
    public async Task Listener_error_names_the_event_of_the_listener()
    {
        gateway.Make();
        gateway.Cluster!.Resumed += _ => throw new InvalidOperationException("r");
        await gateway.Cluster.SpawnAsync(Cancel);
        gateway.Shard.Ready += _ => throw new InvalidOperationException("x");
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(MemoryGateway.Ready);
        await gateway.Cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        connection.CloseFromServer(4000);
        connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        await connection.SentAsync(6);

        connection.Receive(Event("RESUMED", 2));

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("a listener of ") == 2);
        Assert.Equal(1, gateway.ErrorsThatSay("a listener of Ready threw InvalidOperationException: x"));
        Assert.Equal(1, gateway.ErrorsThatSay("a listener of Resumed threw InvalidOperationException: r"));
    }

    [Fact]
    public async Task Listeners_cannot_be_added_after_the_stop()
    {
        await gateway.StartAsync();
        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        var error = Assert.Throws<GatewayStoppedException>(() => { gateway.Cluster!.OnAny((_, _) => { }); });

        Assert.Contains("No listener can be added", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_of_a_shard_is_checked_against_the_intents_of_the_latest_IDENTIFY()
    {
        await gateway.StartAsync(new ClusterOptions { Intents = GatewayIntents.Guilds });
        var identifying = gateway.Shard.StartNewSessionAsync(new IdentifyOverrides { Intents = GatewayIntents.GuildMembers }, Cancel);
        var connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        await gateway.PassTimeUntilAsync(connection.SentAsync(2));
        connection.Receive(ReadyAgain);
        await identifying.WaitAsync(LiveGateway.Patience, Cancel);

        gateway.Shard.RequestGuildMembersAsync(RequestGuildMembers.All(7), cancellationToken: Cancel);
        Assert.Throws<InvalidOperationException>(() => { _ = gateway.Shard.WaitForGuildsAsync(Cancel); });
    }
}
