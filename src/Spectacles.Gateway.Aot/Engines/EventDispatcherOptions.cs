using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>The options of an <see cref="EventDispatcher"/>. Every option has a default value.</summary>
public sealed class EventDispatcherOptions
{
    /// <summary>
    /// The intents that the sessions have requested; null if they are not known. If they are known, a listener that needs another intent is
    /// refused, because its events would never arrive.
    /// </summary>
    public GatewayIntents? Intents { get; init; }

    /// <summary>
    /// The number of handler calls that can be unfinished on one shard. Further events wait, as copies. With 1, calls run strictly one
    /// after the other.
    /// </summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>
    /// The time after which an unfinished handler call is reported and no longer waited for; <see cref="Timeout.InfiniteTimeSpan"/> for
    /// never. Its event then has the outcome <see cref="DispatchOutcome.Abandoned"/>.
    /// </summary>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time limit of <see cref="EventDispatcher.StopAsync"/>; 8 seconds by default. Handlers have half of it to finish; then their
    /// token is canceled.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The factory of the loggers; null for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <inheritdoc cref="ClusterOptions.MeterFactory"/>
    public IMeterFactory? MeterFactory { get; init; }

    /// <inheritdoc cref="ClusterOptions.Name"/>
    public string? Name { get; init; }

    /// <summary>The clock; null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
