using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>The result of a run: its figures, and the conditions that it does not meet.</summary>
internal sealed class SoakResult(
    SoakOptions options,
    TimeSpan length,
    SimulatedGateway gateway,
    Ledger ledger,
    SessionTracker sessions,
    FaultSchedule schedule,
    FaultCatalogue faults,
    MemoryUse memory,
    BotProcess bot)
{
    private const double EventsPerSecondAndShard = 125;
    private const double FaultsPerMinute = 100;
    private const double MinShareInFlight = 0.5;
    private const long MostGrowthKiBPerHour = 128 * 1024;
    // For the last 20 minutes of a run of 30 minutes or more, in which the runtime has compiled its code.
    private const long MostGrowthOfOneProcess = 16 * 1024;
    private static readonly TimeSpan ForGrowthOfOneProcess = TimeSpan.FromMinutes(30);

    // The length of a run from which on each condition applies.
    private static readonly TimeSpan ForConnectionKinds = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForAllKinds = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ForGrowth = TimeSpan.FromMinutes(10);

    private readonly GatewayCounters counters = gateway.Counters;
    private readonly long[] lost = ledger.CountUnhandled(sessions.IsLost);

    private int Faults => schedule.Occurrences.Values.Sum();

    private double EventsPerSecond => ledger.Sent / length.TotalSeconds;

    private double FaultRate => Faults / length.TotalMinutes;

    private double ShareInFlight => Faults == 0 ? 0 : (double)schedule.FaultsWithEventsInFlight / Faults;

    private IEnumerable<string> MissingKinds =>
        Expected().Where(kind => !schedule.FirstOccurrences.TryGetValue(kind, out var first) || first > ForAllKinds);

    /// <summary>The conditions that are not met.</summary>
    public string[] Failures { get => field ??= [.. FindFailures()]; }

    public void Print()
    {
        Write($"{options.Shards} shards, {length.TotalMinutes:F1} minutes, seed {options.Seed}");
        Write($"{EventsPerSecond:F0} events/s, {FaultRate:F0} faults/min");
        Write($"faults: {string.Join(", ", schedule.Occurrences.Select(kind => $"{kind.Key} {kind.Value}"))}");
        Write($"faults with events in flight: {schedule.FaultsWithEventsInFlight} of {Faults} ({ShareInFlight:P0})");
        Write($"lost by shard: {string.Join(' ', lost)}; undeliverable: {ledger.CountUnhandled(entry => !sessions.IsLost(entry)).Sum()}");
        Write($"repeated after restarts: {ledger.Repeated}; starts of the bot: {bot.Starts}");
        Write($"needless identifies: {string.Join("; ", sessions.Needless)}");
        Write($"sessions that ended before they were saved: {string.Join("; ", sessions.Unsaved)}");
        foreach (var violation in gateway.Violations.GroupBy(violation => violation.Detail))
        {
            Write($"violation: {violation.Key} ({violation.Count()} times)");
        }

        Array.ForEach(Failures, failure => Write($"failed: {failure}"));
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"faults={Faults} kinds={schedule.Occurrences.Count} reconnects={counters.Connections - options.Shards} "
                + $"resumes={counters.Resumes} identifies={counters.Identifies} sent={ledger.Sent} handled={ledger.Handled}");
        string growth = string.Create(CultureInfo.InvariantCulture, $"rss_growth_kb_per_hour={memory.GrowthKiBPerHour}");
        string errors = string.Create(
            CultureInfo.InvariantCulture,
            $"lost={lost.Sum()} duplicated={ledger.Duplicated} gaps={ledger.Gaps} needless_identifies={sessions.Needless.Count}");
        Write($"soak: {counts} {errors} abandoned={sessions.Abandoned} peak_rss_kb={memory.PeakKiB} {growth}");
    }

    private IEnumerable<string> FindFailures()
    {
        (bool Failed, FormattableString Failure)[] conditions =
        [
            (lost.Sum() > 0, $"{lost.Sum()} events were lost"),
            (ledger.Duplicated > 0, $"{ledger.Duplicated} events were handled twice"),
            (ledger.Gaps > 0, $"the bot reported {ledger.Gaps} gaps or repetitions in the sequences"),
            (sessions.Needless.Count > 0, $"{sessions.Needless.Count} sessions were discarded although the bot could have resumed them"),
            (
                counters.Identifies != options.Shards + sessions.Abandoned,
                $"{counters.Identifies} identifies for {options.Shards} shards and {sessions.Abandoned} abandoned sessions"),
            (counters.Violations > 0, $"{counters.Violations} violations of the protocol"),
            (
                EventsPerSecond < EventsPerSecondAndShard * options.Shards,
                $"{EventsPerSecond:F0} events/s; at least {EventsPerSecondAndShard * options.Shards:F0} are required"),
            (!options.Restarts && bot.Starts > 1, $"the bot's process ended {bot.Starts - 1} times, although no fault ended it"),
            (FaultRate < FaultsPerMinute, $"{FaultRate:F0} faults/min; at least {FaultsPerMinute:F0} are required"),
            (MissingKinds.Any(), $"these faults did not occur in time: {string.Join(", ", MissingKinds)}"),
            (ShareInFlight <= MinShareInFlight, $"only {ShareInFlight:P0} of the faults occurred with events in flight"),
            (
                options.Length >= ForGrowth
                    && memory.GrowthKiBPerHour > (
                        options.Restarts || options.Length < ForGrowthOfOneProcess ? MostGrowthKiBPerHour : MostGrowthOfOneProcess),
                $"memory grows by {memory.GrowthKiBPerHour} KiB/h"),
        ];
        return conditions.Where(condition => condition.Failed).Select(condition => FormattableString.Invariant(condition.Failure));
    }

    private IEnumerable<string> Expected()
    {
        var expected = options.Length < ForConnectionKinds ? []
            : options.Length < ForAllKinds || !options.Restarts ? faults.OnConnections()
            : [.. faults.OnConnections(), .. faults.OnProcesses()];
        return expected.Select(fault => fault.Name);
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
