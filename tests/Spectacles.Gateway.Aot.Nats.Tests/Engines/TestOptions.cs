using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The options of engines in tests, which need little room.</summary>
internal static class TestOptions
{
    public static NatsEngineOptions For(FleetPlan plan, string url) => new() { Plan = plan, Url = url, MaxBytes = 32 << 20 };

    /// <summary>Two groups of two shards, in two partitions and streams.</summary>
    public static FleetPlan NewPlan(int partitions = 2) =>
        new() { Name = $"fleet-{Guid.NewGuid():N}"[..20], ShardCount = 4, GroupSize = 2, Partitions = partitions };
}
