using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Runs one bot for the life of the host, and ends the host with an exit code when the bot can't recover.</summary>
internal sealed class HostedBot(BotParts parts, IServiceProvider services) : BackgroundService
{
    /// <summary>The configuration is wrong (EX_CONFIG of sysexits.h): a restart does not help.</summary>
    public const int ConfigurationExitCode = 78;

    private const int FailureExitCode = 1;
    private static readonly TimeSpan TokenFileInterval = TimeSpan.FromSeconds(5);

    private readonly ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Spectacles.Gateway.Hosting");
    private readonly TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private volatile Cluster? cluster;
    private volatile Exception? failure;
    private volatile bool wasReady;
    private volatile bool hasEnded;

    public BotParts Parts => parts;

    /// <summary>The cluster; null before the host has started.</summary>
    public Cluster? Cluster => cluster;

    /// <summary>The error that has ended the bot; null if there is none.</summary>
    public Exception? Failure => failure;

    /// <summary>Whether all shards have been READY once.</summary>
    public bool WasReady => wasReady;

    /// <summary>Returns the options.</summary>
    /// <exception cref="OptionsValidationException">An option is not valid.</exception>
    public GatewayBotOptions Options => services.GetRequiredService<IOptionsMonitor<GatewayBotOptions>>().Get(parts.OptionsName);

    /// <summary>Returns the exit code for an error that ended a bot.</summary>
    public static int ExitCodeOf(Exception failure) =>
        failure is OptionsValidationException or GatewayException { IsConfigurationError: true } ? ConfigurationExitCode : FailureExitCode;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryRunAsync(stoppingToken).ConfigureAwait(false))
            {
                await Task.Delay(TokenFileInterval, time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <returns>Whether the bot has ended. If not, its token file may change.</returns>
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken).ConfigureAwait(false);
            if (!stoppingToken.IsCancellationRequested)
            {
                HostLog.Stopped(logger, parts.Title);
                hasEnded = true;
                StopHostWithLast();
            }

            return true;
        }
#pragma warning disable CA1031 // Any exception ends the bot, and has to be reported with an exit code.
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return End(e);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var options = Options;
        if (cluster is not { } created)
        {
            // Handlers may use the cluster, so it is created without them.
            created = services.GetRequiredKeyedService<Cluster>(parts.Name);
            foreach (var factory in parts.Handlers.Values)
            {
                created.AddHandler(await factory(services).ConfigureAwait(false));
            }

            cluster = created;
        }

        if (options is { ShardIds: { } ids, ShardCount: { } total } && ShardRange.TryParse(ids, total, out var own))
        {
            await created.SpawnAsync(own, total, stoppingToken).ConfigureAwait(false);
        }

        failure = null;
        _ = NoteReadyAsync(created);
        await RunAsync(created, endsWithShard: options.FatalExit == FatalExit.StopHost, stoppingToken).ConfigureAwait(false);
    }

    /// <summary>Runs the cluster until it ends.</summary>
    /// <param name="created">The cluster.</param>
    /// <param name="endsWithShard">Whether it ends when Discord closes one of its shards because the configuration is wrong.</param>
    /// <param name="stoppingToken">Stops it.</param>
    private static async Task RunAsync(Cluster created, bool endsWithShard, CancellationToken stoppingToken)
    {
        var closed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        created.Error += Note;
        try
        {
            var run = created.RunAsync(stoppingToken);
            if (await Task.WhenAny(run, closed.Task).ConfigureAwait(false) == run)
            {
                await run.ConfigureAwait(false);
                return;
            }

            // The other shards keep their sessions.
            await created.StopAsync(CancellationToken.None).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(await closed.Task.ConfigureAwait(false));
        }
        finally
        {
            created.Error -= Note;
        }

        void Note(GatewayError error)
        {
            if (endsWithShard && error is { Kind: GatewayErrorKind.Failed, Exception: GatewayException { IsConfigurationError: true } e })
            {
                closed.TrySetResult(e);
            }
        }
    }

    private async Task NoteReadyAsync(Cluster created)
    {
        var ready = created.WaitForReadyAsync();
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        wasReady |= ready.IsCompletedSuccessfully;
    }

    private bool End(Exception e)
    {
        bool isRepeated = failure is { } last && last.Message == e.Message;
        failure = e;
        int exitCode = ExitCodeOf(e);
        var options = TryGetOptions();
        bool stays = options?.FatalExit == FatalExit.StayNotReady;
        bool waitsForFile = stays && exitCode == ConfigurationExitCode && options!.TokenFile is not null
            && cluster is { Completion.IsCompleted: false };
        if (!isRepeated)
        {
            string message = e is OptionsValidationException invalid ? string.Join(' ', invalid.Failures) : e.Message;
            string next = waitsForFile ? $"It starts when {options!.TokenFile} contains another token."
                : stays ? "The host keeps running; the bot is not ready."
                : $"The process ends with exit code {exitCode}.";
            if (e is GatewayStoppedException)
            {
                // The cluster has written the error itself.
                HostLog.EndedAfterError(logger, parts.Title, next);
            }
            else if (exitCode == ConfigurationExitCode)
            {
                HostLog.Misconfigured(logger, parts.Title, message, next);
            }
            else
            {
                // The message of an expected error says all; of any other one, the stack is needed.
                HostLog.Failed(logger, parts.Title, message, next, e is GatewayException ? null : e);
            }
        }

        if (!stays)
        {
            Environment.ExitCode = exitCode;
            services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }

        return !waitsForFile;
    }

    private GatewayBotOptions? TryGetOptions()
    {
        try
        {
            return Options;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    /// <summary>Stops the host when the last of its bots has stopped, because nothing is left to run.</summary>
    private void StopHostWithLast()
    {
        if (services.GetServices<IHostedService>().OfType<HostedBot>().All(bot => bot.hasEnded || bot.ExecuteTask is { IsCompleted: true }))
        {
            services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
    }
}
