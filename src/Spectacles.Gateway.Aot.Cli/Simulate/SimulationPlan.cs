using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Cli.Simulate;

/// <summary>The options of <c>spectacles simulate</c>.</summary>
internal sealed record SimulationPlan
{
    public required SimulatedGatewayOptions Gateway { get; init; }

    /// <summary>The file that the certificate of the authority is written to; null for none.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The file that the transcript is written to; null for none.</summary>
    public string? TranscriptFile { get; init; }

    /// <summary>The control API; null for none.</summary>
    public ControlOptions? Control { get; init; }

    /// <summary>The file that describes the guilds; null for those of <see cref="Gateway"/>.</summary>
    public string? WorldFile { get; init; }

    /// <summary>Events per second.</summary>
    public required int Rate { get; init; }

    /// <summary>The time between two cut connections; null for none.</summary>
    public TimeSpan? DropEvery { get; init; }

    public int MostDrops { get; init; } = int.MaxValue;

    /// <summary>The time after which the simulation stops; null to run until a signal.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The time after which the users stop; null for never.</summary>
    public TimeSpan? QuietAfter { get; init; }
}
