using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Hosting;

/// <summary>Runs a worker of a fleet for the life of the host, and ends the host with an exit code when the worker can't start.</summary>
/// <param name="parts">The handlers.</param>
/// <param name="connect">Connects to the broker.</param>
/// <param name="services">The services of the host.</param>
internal sealed class HostedWorker(
    BotParts parts, Func<IServiceProvider, CancellationToken, Task<IFleetEngine>> connect, IServiceProvider services) : BackgroundService
{
    private const string Title = "The worker";

    private readonly ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Spectacles.Gateway.Hosting");
    private volatile IFleetEngine? started;
    private volatile Exception? failure;

    /// <summary>The broker of the worker, when it has started; null before.</summary>
    public IFleetEngine? Engine => started;

    /// <summary>The error that has ended the worker; null if there is none.</summary>
    public Exception? Failure => failure;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
#pragma warning disable CA1031 // Any exception ends the worker, and has to be reported with an exit code.
        catch (Exception e)
#pragma warning restore CA1031
        {
            End(e);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var options = services.GetRequiredService<IOptions<FleetWorkerHostOptions>>().Value;
        await using var engine = await connect(services, stoppingToken).ConfigureAwait(false);
        await using var worker = Create(engine, options);
        foreach (var factory in parts.Handlers.Values)
        {
            worker.AddHandler(await factory(services).ConfigureAwait(false));
        }

        await worker.StartAsync(stoppingToken).ConfigureAwait(false);
        started = engine;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        started = null;

        // What has begun is finished and answered before the connection ends.
        await worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private FleetWorker Create(IFleetEngine engine, FleetWorkerHostOptions options)
    {
        try
        {
            return new FleetWorker(engine, new FleetWorkerOptions
            {
                Group = options.Group,
                Events = [.. options.Events],
                MaxInFlight = options.MaxInFlight,
                MaxAttempts = options.MaxAttempts,
                RetryDelay = options.RetryDelay,
                HandlerTimeout = options.HandlerTimeout,
                StopTimeout = options.StopTimeout,
                LoggerFactory = services.GetService<ILoggerFactory>(),
                MeterFactory = services.GetService<IMeterFactory>(),
                TimeProvider = services.GetService<TimeProvider>(),
                HandleSignals = false,
            });
        }
        catch (ArgumentException e)
        {
            throw WorkerConfiguration.Invalid(e);
        }
    }

    private void End(Exception e)
    {
        failure = e;
        int exitCode = HostedBot.ExitCodeOf(e);
        string message = e is OptionsValidationException invalid ? string.Join(' ', invalid.Failures) : e.Message;
        string next = $"The process ends with exit code {exitCode}.";
        if (exitCode == HostedBot.ConfigurationExitCode)
        {
            HostLog.Misconfigured(logger, Title, message, next);
        }
        else
        {
            // The message of an expected error says all; of any other one, the stack is needed.
            HostLog.Failed(logger, Title, message, next, e is GatewayException ? null : e);
        }

        Environment.ExitCode = exitCode;
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }
}
