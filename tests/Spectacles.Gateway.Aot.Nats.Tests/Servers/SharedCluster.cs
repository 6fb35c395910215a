namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The one cluster of a collection of tests, with all servers running at the start and the end of each test.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private NatsCluster? cluster;

    /// <summary>The cluster; a test is skipped if there is no nats-server.</summary>
    internal NatsCluster Cluster
    {
        get
        {
            NatsExecutable.Require();
            return cluster!;
        }
    }

    public async ValueTask InitializeAsync() => cluster = NatsExecutable.Path is null ? null : await NatsCluster.StartAsync();

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
