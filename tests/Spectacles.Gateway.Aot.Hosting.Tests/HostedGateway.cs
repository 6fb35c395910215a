using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A simulated gateway, and a host whose bot connects to it.</summary>
internal sealed class HostedGateway : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static int started;

    private HostedGateway(SimulatedGateway gateway) => Gateway = gateway;

    public SimulatedGateway Gateway { get; }

    public HostLines Log { get; } = new();

    public IHost Host { get; private set; } = null!;

    public Cluster Cluster => Host.Services.GetRequiredService<Cluster>();

    /// <summary>Starts a gateway and a host. The bot without a name has the token and the address, unless they are set.</summary>
    public static async Task<HostedGateway> StartAsync(
        Action<IServiceCollection> add,
        Dictionary<string, string?>? configuration = null,
        SimulatedGatewayOptions? options = null,
        Action<SimulatedGateway>? script = null)
    {
        // Bots of one token take turns to identify, five seconds apart.
        options = (options ?? new SimulatedGatewayOptions()) with { Token = $"simulated.{Interlocked.Increment(ref started)}.token" };
        var hosted = new HostedGateway(await SimulatedGateway.StartAsync(options, TestContext.Current.CancellationToken));
        script?.Invoke(hosted.Gateway);
        hosted.Build(add, configuration);
        await hosted.Host.StartAsync(TestContext.Current.CancellationToken);
        return hosted;
    }

    /// <summary>Starts another process, so to speak, on the same gateway.</summary>
    public async Task RestartAsync(Action<IServiceCollection> add, Dictionary<string, string?>? configuration = null)
    {
        await StopAsync();
        Host.Dispose();
        Build(add, configuration);
        await Host.StartAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => Host.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the host is asked to stop.</summary>
    public Task EndedAsync() => Task.Delay(
            Timeout.InfiniteTimeSpan,
            Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)
        .WaitAsync(Patience, TestContext.Current.CancellationToken).ContinueWith(
            task => Assert.True(task.IsCanceled, "The host was not asked to stop."), TaskScheduler.Default);

    public Task ReadyAsync() => Cluster.WaitForReadyAsync(Patience, TestContext.Current.CancellationToken);

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not happen in time.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Host).DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private void Build(Action<IServiceCollection> add, Dictionary<string, string?>? configuration)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var values = new Dictionary<string, string?> { ["Discord:Api"] = Gateway.Api.AbsoluteUri };
        if (configuration is null || !configuration.ContainsKey("Discord:TokenFile"))
        {
            values["Discord:Token"] = Gateway.Token;
        }

        builder.Configuration.AddInMemoryCollection(values).AddInMemoryCollection(configuration ?? []);
        builder.Logging.AddProvider(Log);
        add(builder.Services);
        Host = builder.Build();
    }
}
