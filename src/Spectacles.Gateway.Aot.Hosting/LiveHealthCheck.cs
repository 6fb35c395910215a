using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Spectacles.Gateway.Hosting;

/// <summary>
/// Whether the process works. It is healthy while Discord can't be reached, and while the configuration is wrong: a restart would not help.
/// </summary>
internal sealed class LiveHealthCheck(HostedBot bot) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            bot.Failure is { } failure && HostedBot.ExitCodeOf(failure) != HostedBot.ConfigurationExitCode
                ? HealthCheckResult.Unhealthy($"{bot.Parts.Title} has ended: {failure.Message}")
                : HealthCheckResult.Healthy());
}
