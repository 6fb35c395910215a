using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>What the configuration file of a fleet says. Paths in it are full.</summary>
internal sealed record FleetConfiguration
{
    /// <summary>The plan. Its number of shards is 1 if the file says "recommended".</summary>
    public required FleetPlan Plan { get; init; }

    /// <summary>Whether the number of shards is the one that Discord recommends.</summary>
    public required bool IsShardCountRecommended { get; init; }

    /// <summary>The name of the node; null for the machine's.</summary>
    public required string? Node { get; init; }

    public required GatewayIntents Intents { get; init; }

    /// <summary>The file with the bot's token; null for the environment.</summary>
    public required string? TokenFile { get; init; }

    /// <summary>The broker; null for one in the memory of this process.</summary>
    public required NatsSettings? Nats { get; init; }

    /// <summary>The classes of the events that are listed.</summary>
    public required IReadOnlyDictionary<string, EventClass> Events { get; init; }

    public required long? BufferBytes { get; init; }

    public required TimeSpan? IdentifySpacing { get; init; }

    public required int? ShardsPerSecond { get; init; }

    /// <summary>How long the node keeps its connections without the broker.</summary>
    public required TimeSpan? HoldTimeout { get; init; }

    /// <summary>The answer to an interaction that no worker has confirmed; null for none.</summary>
    public required string? InteractionMissedText { get; init; }

    /// <summary>The REST address; null for Discord's.</summary>
    public required Uri? Api { get; init; }
}
