using System.Globalization;
using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>The result of a run: its figures, and the conditions that it does not meet.</summary>
internal sealed class FleetSoakResult(
    SimulatedGateway gateway,
    Ledger ledger,
    Storm storm,
    ConnectionWatch watch,
    FaultCatalogue faults,
    IReadOnlyList<ChildProcess> processes)
{
    /// <summary>A suspended process can't send heartbeats.</summary>
    private const string MissedHeartbeat = "no heartbeat in time";

    private readonly GatewayCounters counters = gateway.Counters;
    private readonly long lost = ledger.Unhandled.Sum();
    private readonly string[] violations =
        [.. gateway.Violations.Select(violation => violation.Detail).Where(detail => detail != MissedHeartbeat)];

    private long NeedlessIdentifies => Math.Max(0, counters.Identifies - ProcessOptions.Plan.ShardCount - storm.EndedSessions);

    private int Skips => processes.Sum(process => process.Gaps);

    private int EndedByThemselves => processes.Sum(process => process.EndedByItself);

    /// <summary>Writes the figures; the last line has the most important ones.</summary>
    /// <returns>Whether all conditions are met.</returns>
    public bool Print()
    {
        Write($"rounds: {storm.Rounds}; starts: {string.Join(", ", processes.Select(one => $"{one.Name} {one.Starts}"))}");
        PrintAll("never handled", ledger.Gaps());
        PrintAll("two connections", watch.Doubles);
        PrintAll("violation", violations);
        PrintAll("not settled", storm.Unsettled);
        PrintAll("killed because SIGTERM did not end it", faults.Stuck);
        string[] failures = [.. FindFailures()];
        PrintAll("failed", failures);
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"faults={storm.Faults} kinds={storm.Kinds.Count} reconnects={counters.Connections - ProcessOptions.Plan.ShardCount} "
                + $"resumes={counters.Resumes} identifies={counters.Identifies} sent={ledger.Sent} handled={ledger.Handled}");
        string errors = string.Create(
            CultureInfo.InvariantCulture,
            $"lost={lost} double_connections={watch.Doubles.Count} needless_identifies={NeedlessIdentifies}");
        string remarks = string.Create(
            CultureInfo.InvariantCulture,
            $"repeated={ledger.Repeated} out_of_order={ledger.OutOfOrder} skips_reported={Skips} unsettled={storm.Unsettled.Count}");
        Write($"fleet-soak: {counts} {errors} {remarks}");
        return failures.Length == 0;
    }

    private IEnumerable<string> FindFailures()
    {
        (bool Failed, FormattableString Failure)[] conditions =
        [
            (lost > 0, $"{lost} events were lost"),
            (watch.Doubles.Count > 0, $"{watch.Doubles.Count} times a shard had two connections"),
            (
                counters.Identifies != ProcessOptions.Plan.ShardCount + storm.EndedSessions,
                $"{counters.Identifies} identifies for {ProcessOptions.Plan.ShardCount} shards and {storm.EndedSessions} ended sessions"),
            (violations.Length > 0, $"{violations.Length} violations of the protocol"),
            (storm.Unsettled.Count > 0, $"the fleet did not settle after a round"),
            (EndedByThemselves > 0, $"{EndedByThemselves} processes ended by themselves"),
            (faults.Stuck.Count > 0, $"{faults.Stuck.Count} processes did not end after SIGTERM"),
        ];
        return conditions.Where(condition => condition.Failed).Select(condition => FormattableString.Invariant(condition.Failure));
    }

    private static void PrintAll(string what, IEnumerable<string> lines)
    {
        const int most = 20;
        string[] all = [.. lines];
        foreach (string line in all.Take(most))
        {
            Write($"{what}: {line}");
        }

        if (all.Length > most)
        {
            Write($"{what}: {all.Length - most} more");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
