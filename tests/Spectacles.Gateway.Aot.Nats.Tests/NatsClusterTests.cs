using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Nats.Tests;

[Collection(nameof(ThreeServers))]
public sealed class NatsClusterTests(SharedCluster shared)
{
    [Fact]
    public async Task Replicated_stream_survives_the_kill_of_its_leader()
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        var context = new NatsJSContext(connection);
        await NatsCluster.CreateStreamAsync(context, new StreamConfig("KILLED", ["killed"]));
        await PublishAsync(context, "killed");
        var leader = await shared.Cluster.LeaderAsync(context, "KILLED");

        leader.Kill();
        await PublishAsync(context, "killed");

        var next = await shared.Cluster.LeaderAsync(context, "KILLED");
        Assert.NotEqual(leader.Name, next.Name);
        Assert.True(await MessagesAsync(context, "KILLED") >= 2);
        await leader.RestartAsync();
        await shared.Cluster.CaughtUpAsync(context, "KILLED");
        await shared.Cluster.ReadyAsync();
    }

    [Fact]
    public async Task Server_that_is_cut_off_does_not_store_and_follows_the_others_afterwards()
    {
        await using var connection = await shared.Cluster.ConnectAsync();
        var context = new NatsJSContext(connection);
        await NatsCluster.CreateStreamAsync(context, new StreamConfig("CUT", ["cut"]));
        var leader = await shared.Cluster.LeaderAsync(context, "CUT");
        await using var majority = await shared.Cluster.Servers.First(server => server != leader).ConnectAsync();
        await using var minority = await leader.ConnectAsync();

        shared.Cluster.Isolate(leader);
        await Assert.ThrowsAnyAsync<Exception>(() => PublishOnceAsync(new NatsJSContext(minority), "cut"));
        await PublishAsync(new NatsJSContext(majority), "cut");
        shared.Cluster.Rejoin(leader);

        await shared.Cluster.CaughtUpAsync(new NatsJSContext(majority), "CUT");
        await PublishAsync(new NatsJSContext(minority), "cut");
        await shared.Cluster.ReadyAsync();
    }

    private static async Task<long> MessagesAsync(NatsJSContext context, string stream) =>
        (await context.GetStreamAsync(stream, cancellationToken: TestContext.Current.CancellationToken)).Info.State.Messages;

    private static Task PublishAsync(NatsJSContext context, string subject) => NatsCluster.UntilAsync(async _ =>
    {
        await PublishOnceAsync(context, subject);
        return true;
    });

    private static async Task PublishOnceAsync(NatsJSContext context, string subject)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        (await context.PublishAsync(subject, 1, cancellationToken: time.Token)).EnsureSuccess();
    }
}
