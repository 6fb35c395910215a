using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the worker of a fleet to the services of a host, and its health checks.</summary>
public static class FleetWorkerExtensions
{
    /// <summary>
    /// Adds a worker of a fleet that runs as long as the host. Its options are bound from the configuration section <c>Fleet</c>. When the
    /// host stops, the worker begins no more calls, waits for those that run, and answers what they have finished.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connect">
    /// Connects to the broker when the host starts, for example
    /// <c>async (services, cancel) => await NatsEngine.ConnectAsync(options, cancel)</c>. The connection is disposed after the worker.
    /// </param>
    /// <param name="configure">Changes the options after they are bound.</param>
    /// <returns>
    /// A builder that adds handlers, as for a bot. A worker has no <see cref="Spectacles.Gateway.Cluster"/>: what concerns connections,
    /// such as <see cref="GatewayBotBuilder.AddSessionStore"/>, has no effect, and a handler that takes the cluster can't be created.
    /// </returns>
    /// <remarks>
    /// The host ends when the worker can't start: with exit code 78 if the configuration is wrong
    /// (<see cref="Spectacles.Gateway.GatewayException.IsConfigurationError"/>), and with 1 otherwise.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A worker, or a bot without a name, is added already.</exception>
    public static GatewayBotBuilder AddFleetWorker(
        this IServiceCollection services,
        Func<IServiceProvider, CancellationToken, Task<IFleetEngine>> connect,
        Action<FleetWorkerHostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(connect);
        var parts = GatewayServiceCollectionExtensions.AddParts(services, null, null);
        services.AddSingleton<IConfigureOptions<FleetWorkerHostOptions>>(
            provider => new WorkerConfiguration(provider.GetService<IConfiguration>()));
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddSingleton<IHostedService>(provider => new HostedWorker(parts, connect, provider));
        services.AddSingleton<IPostConfigureOptions<HostOptions>>(
            provider => new WorkerShutdownTime(provider.GetRequiredService<IOptions<FleetWorkerHostOptions>>()));
        return new GatewayBotBuilder(services, parts);
    }

    /// <summary>
    /// Adds two health checks of the worker: <c>fleet-ready</c> with the tag <c>ready</c>, which is unhealthy until the worker reads events
    /// and while the connection to the broker is lost, and <c>fleet-live</c> with the tag <c>live</c>, which is unhealthy only after an
    /// error that a restart may fix.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <returns>The same builder.</returns>
    public static IHealthChecksBuilder AddFleetWorker(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add(new HealthCheckRegistration(
                "fleet-ready", services => new WorkerHealthCheck(Find(services), isLive: false), null, ["ready"]))
            .Add(new HealthCheckRegistration(
                "fleet-live", services => new WorkerHealthCheck(Find(services), isLive: true), null, ["live"]));
    }

    private static HostedWorker Find(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<HostedWorker>().FirstOrDefault()
            ?? throw new InvalidOperationException("There is no worker of a fleet. Call AddFleetWorker on the services.");
}
