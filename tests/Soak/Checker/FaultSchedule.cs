using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>Causes the faults in an order that the seed shuffles. Each kind occurs once before any occurs again.</summary>
internal sealed class FaultSchedule(
    SimulatedGateway gateway, SessionTracker sessions, Traffic traffic, FaultCatalogue faults, SoakOptions options)
{
    private const int Burst = 40;
    private const double PerMinute = 125;
    private const int ShortestRestartSpacing = 45;
    private const int LongestRestartSpacing = 600;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartSpacing = TimeSpan.FromSeconds(5);

    private readonly Random random = new(options.Seed);
    // In a long run, some processes run long enough for a leak to be measurable.
    private readonly TimeSpan laterRestartSpacing = TimeSpan.FromSeconds(
        Math.Clamp(options.Length.TotalSeconds / 2, ShortestRestartSpacing, LongestRestartSpacing));
    private readonly Queue<FaultKind> connectionFaults = new();
    private readonly Queue<FaultKind> restartFaults = new();
    private long begin;
    private bool hasRestartedForEachKind;

    /// <summary>The number of faults of each kind.</summary>
    public SortedDictionary<string, int> Occurrences { get; } = new(StringComparer.Ordinal);

    /// <summary>When each kind occurred for the first time, since the start of the schedule.</summary>
    public Dictionary<string, TimeSpan> FirstOccurrences { get; } = [];

    /// <summary>The number of faults at which events were in flight to the bot.</summary>
    public int FaultsWithEventsInFlight { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        // The first one is a kill, so that a short run has one.
        Array.ForEach(faults.OnProcesses(), restartFaults.Enqueue);
        begin = TimeProvider.System.GetTimestamp();
        long lastRestart = begin;
        int count = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None);
            if (count >= TimeProvider.System.GetElapsedTime(begin).TotalMinutes * PerMinute)
            {
                continue;
            }

            bool restarting = options.Restarts
                && TimeProvider.System.GetElapsedTime(lastRestart) > (hasRestartedForEachKind ? laterRestartSpacing : RestartSpacing);
            if (!(restarting ? TryInject(restartFaults, faults.OnProcesses) : TryInject(connectionFaults, faults.OnConnections)))
            {
                continue;
            }

            count++;
            lastRestart = restarting ? TimeProvider.System.GetTimestamp() : lastRestart;
            hasRestartedForEachKind |= restartFaults.Count == 0;
        }
    }

    /// <summary>At the end, all connections fall silent with events in flight. The bot has to detect this.</summary>
    public async Task EndAsync()
    {
        // A bot that is starting has no connection yet.
        long wait = TimeProvider.System.GetTimestamp();
        while (ActiveConnections().Length < options.Shards && TimeProvider.System.GetElapsedTime(wait) < Timeout)
        {
            await Task.Delay(PollInterval, TimeProvider.System);
        }

        foreach (var connection in ActiveConnections())
        {
            if (connection.Session is { } session)
            {
                Inject(FaultCatalogue.HalfOpen, connection, session);
            }
        }
    }

    /// <summary>
    /// Returns the connections whose session the bot has acknowledged. Before that, it is unknown whether READY has arrived, so a new
    /// session might be correct.
    /// </summary>
    private SimulatedConnection[] ActiveConnections() =>
        [.. gateway.Connections.Where(connection => connection.Session is { Ended: false, AcknowledgedSequence: > 0 })];

    private bool TryInject(Queue<FaultKind> from, Func<FaultKind[]> all)
    {
        if (from.Count == 0)
        {
            var shuffled = all();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, from.Enqueue);
        }

        var open = ActiveConnections();
        if (open.Length == 0)
        {
            return false;
        }

        var connection = open[random.Next(open.Length)];
        if (connection.Session is not { } session)
        {
            return false;
        }

        Inject(from.Dequeue(), connection, session);
        return true;
    }

    private void Inject(FaultKind fault, SimulatedConnection connection, SimulatedSession session)
    {
        traffic.Send(session, Burst);
        if (fault.EndsSession)
        {
            sessions.MarkDestroyed(session, connection);
        }

        FaultsWithEventsInFlight += traffic.CountInFlight(session) > 0 ? 1 : 0;
        fault.Act(connection);
        traffic.Send(session, Burst);
        FirstOccurrences.TryAdd(fault.Name, TimeProvider.System.GetElapsedTime(begin));
        Occurrences[fault.Name] = Occurrences.GetValueOrDefault(fault.Name) + 1;
    }
}
