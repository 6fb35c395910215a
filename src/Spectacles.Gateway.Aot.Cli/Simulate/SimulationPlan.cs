using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>What <c>spectacles simulate</c> was asked to do.</summary>
internal sealed record SimulationPlan
{
    public required SimulatedGatewayOptions Gateway { get; init; }

    /// <summary>Events that the people make per second.</summary>
    public required int Rate { get; init; }

    /// <summary>The time between two cuts; null for none.</summary>
    public TimeSpan? DropEvery { get; init; }

    public int MostDrops { get; init; } = int.MaxValue;

    /// <summary>Null until a signal comes.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Null for as long as the gateway runs.</summary>
    public TimeSpan? QuietAfter { get; init; }
}
