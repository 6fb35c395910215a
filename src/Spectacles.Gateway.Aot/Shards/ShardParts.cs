namespace Spectacles.Gateway;

/// <summary>The parts of one shard that outlive its connections.</summary>
internal sealed class ShardParts
{
    public required int Id { get; init; }

    /// <summary>The shard, as handlers and the event sink receive it.</summary>
    public required Shard Shard { get; init; }

    /// <summary>The context that the shard shares with others.</summary>
    public required ShardContext Context { get; init; }

    public required ErrorReport Errors { get; init; }

    public required ShardEvents Events { get; init; }

    public required ListenerSet Listeners { get; init; }

    /// <summary>Owns the session, and decides on the next step.</summary>
    public required ShardLifecycle Lifecycle { get; init; }

    public required IdentifyContents Identify { get; init; }

    public required GuildArrivals Arrivals { get; init; }

    public required Dispatcher Dispatcher { get; init; }

    /// <summary>The events that the sink has not confirmed; null without a sink.</summary>
    public ShardConfirmations? Confirmations { get; init; }

    public required CommandQueue Commands { get; init; }

    public required BeatLatency Beats { get; init; }

    public TimeProvider Time => Context.Time;

    public ShardTelemetry Telemetry => Dispatcher.Telemetry;

    /// <summary>The intents that sessions of this shard request.</summary>
    public AskedIntents Asked => Identify.Overrides?.Intents is { } intents ? Context.Asked.With(intents) : Context.Asked;
}
