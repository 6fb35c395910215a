using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Spectacles.Gateway.Hosting;

/// <summary>Whether a bot receives events, with a reason for each shard that does not.</summary>
internal sealed class GatewayHealthCheck(HostedBot bot) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (bot.Failure is { } failure)
        {
            return HealthCheckResult.Unhealthy($"{bot.Parts.Title} has ended: {failure.Message}");
        }

        if (bot.Cluster is not { } cluster || cluster.GetStatus() is not { Shards.Count: > 0 } status)
        {
            return HealthCheckResult.Unhealthy($"{bot.Parts.Title} has not started its shards.");
        }

        int ready = status.Shards.Count(shard => shard.State == ShardState.Ready);
        string summary = $"{ready} of {status.Shards.Count} shards are READY.";
        var data = new Dictionary<string, object> { ["shards"] = status.Shards.Count, ["ready"] = ready };
        if (!bot.WasReady || ready == 0)
        {
            return HealthCheckResult.Unhealthy(summary, data: data);
        }

        var options = bot.Options;
        string[] reasons = [.. status.Shards.Select(shard => ReasonOf(shard, options)).OfType<string>(), .. StartsLeft(cluster, status)];
        return reasons.Length == 0
            ? HealthCheckResult.Healthy(summary, data)
            : HealthCheckResult.Degraded($"{summary} {string.Join(' ', reasons)}", data: data);
    }

    private static string? ReasonOf(ShardStatus shard, GatewayBotOptions options)
    {
        if (shard.State != ShardState.Ready)
        {
            return shard.StateAge > options.DegradedAfter || !shard.IsRunning
                ? $"Shard {shard.Id} is {shard.State}, for {Seconds(shard.StateAge)} s."
                : null;
        }

        return shard.CallsInFlight >= options.MaxInFlight
            ? $"Shard {shard.Id} has {shard.CallsInFlight} unfinished calls, which is the limit: it reads no further events."
            : null;
    }

    private static IEnumerable<string> StartsLeft(Cluster cluster, ClusterStatus status)
    {
        if (cluster.Gateway.SessionStartsLeft is { } remaining && remaining < status.ShardCount)
        {
            yield return $"{remaining} session starts remain for {status.ShardCount} shards, until "
                + $"{cluster.Gateway.SessionStartLimit.ResetAt:s}Z.";
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
