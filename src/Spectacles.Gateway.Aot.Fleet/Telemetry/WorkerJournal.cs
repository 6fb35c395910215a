using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker says about its normal work, and whether the broker is there.</summary>
/// <param name="engine">The broker.</param>
/// <param name="group">The worker group.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">The factory of the logger; null for no logging.</param>
internal sealed class WorkerJournal(IFleetEngine engine, string group, TimeProvider time, ILoggerFactory? loggers)
{
    /// <summary>How often the worker looks whether the broker is there. It asks nothing.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>A loss of the connection that is shorter is not reported.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly ILogger logger = loggers?.CreateLogger(FleetLog.Category) ?? NullLogger.Instance;
    private bool isStopping;

    /// <param name="events">What the worker group needs.</param>
    public void Joined(string events)
    {
        var plan = engine.Plan;
        string broker = engine.ToString() ?? "";
        SafeLog.Write(logger, to => FleetLog.WorkerJoined(to, group, plan.Name, plan.ShardCount, broker, events));
    }

    public void Stopping()
    {
        isStopping = true;
        SafeLog.Write(logger, to => FleetLog.WorkerStopping(to, group));
    }

    public void Stopped()
    {
        if (isStopping)
        {
            SafeLog.Write(logger, to => FleetLog.WorkerStopped(to, group));
        }
    }

    /// <summary>Reports once that the broker is away, and once that it is back, until it is canceled.</summary>
    /// <param name="report">Receives an error, or that it is over.</param>
    /// <param name="stopping">Ends the watch.</param>
    public async Task WatchBrokerAsync(Action<GatewayErrorKind, string> report, CancellationToken stopping)
    {
        var outage = new BrokerOutage(
            "No event is read meanwhile; what has begun goes on, and may be delivered again.",
            (kind, message) => report(kind, $"Worker of the group {group}: {message}"),
            time);
        long lastSeen = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lastSeen = engine.IsConnected ? time.GetTimestamp() : lastSeen;
            var away = time.GetElapsedTime(lastSeen);
            outage.Note(away >= Patience, away);
        }
    }
}
