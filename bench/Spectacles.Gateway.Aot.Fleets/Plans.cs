using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>The fleets that are measured.</summary>
internal static class Plans
{
    private static int last;

    /// <summary>A fleet of its own for each measurement, with the default sizes of groups and partitions.</summary>
    public static FleetPlan New(int shards) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}-{Interlocked.Increment(ref last)}"),
        ShardCount = shards,
    };

    public static NatsEngineOptions Options(string nats, FleetPlan plan, int replicas, NatsRole role) => new()
    {
        Plan = plan,
        Url = nats,
        Replicas = replicas,
        Role = role,
        MaxBytes = 512 << 20,
    };

    /// <summary>The plan as an argument of a process.</summary>
    public static string Write(FleetPlan plan, int replicas) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Name}/{plan.ShardCount}/{replicas}");

    public static (FleetPlan Plan, int Replicas) Read(string argument)
    {
        string[] parts = argument.Split('/');
        return (new FleetPlan { Name = parts[0], ShardCount = Number(parts[1]) }, Number(parts[2]));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
