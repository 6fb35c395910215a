using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A simulated gateway, and the clusters of a test on it.</summary>
internal sealed class LiveGateway : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<Cluster> clusters = [];
    private SimulatedGateway? gateway;

    public SimulatedGateway Gateway => gateway!;

    /// <summary>The address, the version and the turns that clusters are made with.</summary>
    public GatewayOptions? GatewayOptions { get; set; }

    /// <summary>Whether <see cref="MakeAsync"/> was called.</summary>
    public bool HasGateway => gateway is not null;

    public IReadOnlyList<Cluster> Clusters => clusters;

    /// <summary>The first cluster.</summary>
    public Cluster Cluster => clusters[0];

    public async Task StopAsync()
    {
        foreach (var cluster in clusters)
        {
            await cluster.StopAsync();
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "it did not happen in time");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits, and advances the clock by a second after each look at the condition.</summary>
    public static Task UntilAsync(Func<bool> condition, FakeTimeProvider time) => UntilAsync(() =>
    {
        if (condition())
        {
            return true;
        }

        time.Advance(TimeSpan.FromSeconds(1));
        return false;
    });

    /// <summary>Disposes it while the clock of its clusters advances.</summary>
    public async Task DisposeAsync(FakeTimeProvider time)
    {
        var disposing = DisposeAsync().AsTask();
        await UntilAsync(() => disposing.IsCompleted, time);
        await disposing;
    }

    public async Task<Cluster> MakeAsync(
        SimulatedGatewayOptions? world = null,
        ClusterOptions? options = null,
        params IGatewayHandler[] handlers)
    {
        gateway = await SimulatedGateway.StartAsync(world, TestContext.Current.CancellationToken);
        return Add(options, handlers);
    }

    public Cluster Add(ClusterOptions? options, params IGatewayHandler[] handlers)
    {
        options ??= new ClusterOptions();
        var cluster = new Cluster(new Spectacles.Gateway.Gateway(Gateway.Token, new GatewayOptions
        {
            Api = Gateway.Api,
            TimeProvider = options.TimeProvider,
            Url = GatewayOptions?.Url,
            ApiVersion = GatewayOptions?.ApiVersion ?? 10,
            IdentifyQueue = GatewayOptions?.IdentifyQueue,
        }), options);
        cluster.Error += _ => { };
        foreach (var handler in handlers)
        {
            cluster.AddHandler(handler);
        }

        clusters.Add(cluster);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in clusters)
        {
            await cluster.DisposeAsync();
        }

        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }
    }
}
