using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Spectacles.Gateway.Hosting;

/// <summary>Whether a worker reads events.</summary>
/// <param name="worker">The worker.</param>
/// <param name="isLive">Whether only an error counts that a restart may fix.</param>
internal sealed class WorkerHealthCheck(HostedWorker worker, bool isLive) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isLive ? CheckLive() : CheckReady());

    private HealthCheckResult CheckLive() =>
        worker.Failure is { } failure && HostedBot.ExitCodeOf(failure) != HostedBot.ConfigurationExitCode
            ? Ended(failure)
            : HealthCheckResult.Healthy();

    private HealthCheckResult CheckReady() => (worker.Failure, worker.Engine) switch
    {
        ({ } failure, _) => Ended(failure),
        (_, null) => HealthCheckResult.Unhealthy("The worker has not started."),
        (_, { IsConnected: false } engine) => HealthCheckResult.Unhealthy($"The worker has no connection to {engine}."),
        (_, var engine) => HealthCheckResult.Healthy($"The worker reads events from {engine}."),
    };

    private static HealthCheckResult Ended(Exception failure) => HealthCheckResult.Unhealthy($"The worker has ended: {failure.Message}");
}
