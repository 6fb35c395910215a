using System.Globalization;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>The result of a run: its figures, and the conditions that it does not meet.</summary>
internal sealed class FleetSoakResult(Bot bot, Bot other, Storm storm, FaultCatalogue faults)
{
    /// <summary>A suspended process can't send heartbeats.</summary>
    private const string MissedHeartbeat = "no heartbeat in time";

    private readonly GatewayCounters counters = bot.Gateway.Counters;
    private readonly GatewayCounters countersOfOther = other.Gateway.Counters;
    private readonly long lost = bot.Ledger.Unhandled + other.Ledger.Unhandled;
    private readonly string[] doubles = [.. bot.Watch.Doubles, .. other.Watch.Doubles];
    private readonly ChildProcess[] processes = [.. bot.Processes, .. other.Processes];
    private readonly string[] violations =
    [
        .. bot.Gateway.Violations.Concat(other.Gateway.Violations).Select(violation => violation.Detail)
            .Where(detail => detail != MissedHeartbeat),
    ];

    private long NeedlessIdentifies =>
        Math.Max(0, counters.Identifies - bot.ShardCount - storm.EndedSessions)
        + Math.Max(0, countersOfOther.Identifies - other.ShardCount);

    private long Foreign => bot.Ledger.Foreign + other.Ledger.Foreign;

    private int Skips => processes.Sum(process => process.Gaps);

    private int DeadLetters => processes.Sum(process => process.DeadLetters);

    private int EndedByThemselves => processes.Sum(process => process.EndedByItself);

    /// <summary>Writes the figures; the last line has the most important ones.</summary>
    /// <returns>Whether all conditions are met.</returns>
    public bool Print()
    {
        Write($"rounds: {storm.Rounds}; starts: {string.Join(", ", processes.Select(one => $"{one.Name} {one.Starts}"))}");
        PrintAll("never handled", bot.Ledger.Gaps());
        PrintAll($"never handled by {other.Name}", other.Ledger.Gaps());
        PrintAll("two connections", doubles);
        PrintAll("violation", violations);
        PrintAll("not settled", storm.Unsettled);
        PrintAll("killed because SIGTERM did not end it", faults.Stuck);
        string[] failures = [.. FindFailures()];
        PrintAll("failed", failures);
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"faults={storm.Faults} kinds={storm.Kinds.Count} reconnects={counters.Connections - bot.ShardCount} "
                + $"resumes={counters.Resumes} identifies={counters.Identifies} "
                + $"sent={bot.Ledger.Sent + other.Ledger.Sent} handled={bot.Ledger.Handled + other.Ledger.Handled}");
        string errors = string.Create(
            CultureInfo.InvariantCulture,
            $"lost={lost} double_connections={doubles.Length} needless_identifies={NeedlessIdentifies} crossed={Foreign} "
                + $"dead_letters={DeadLetters}");
        string remarks = string.Create(
            CultureInfo.InvariantCulture,
            $"failed_calls={bot.Ledger.Failures + other.Ledger.Failures} retried={bot.Ledger.Retried + other.Ledger.Retried} "
                + $"repeated={bot.Ledger.Repeated + other.Ledger.Repeated} out_of_order={bot.Ledger.OutOfOrder + other.Ledger.OutOfOrder} "
                + $"skips_reported={Skips} unsettled={storm.Unsettled.Count}");
        Write($"fleet-soak: {counts} {errors} {remarks}");
        return failures.Length == 0;
    }

    private IEnumerable<string> FindFailures()
    {
        (bool Failed, FormattableString Failure)[] conditions =
        [
            (lost > 0, $"{lost} events were lost"),
            (doubles.Length > 0, $"{doubles.Length} times a shard had two connections"),
            (
                counters.Identifies != bot.ShardCount + storm.EndedSessions,
                $"{counters.Identifies} identifies for {bot.ShardCount} shards and {storm.EndedSessions} ended sessions"),
            (
                countersOfOther.Identifies != other.ShardCount,
                $"{countersOfOther.Identifies} identifies of the other bot for {other.ShardCount} shards"),
            (Foreign > 0, $"{Foreign} events reached the workers of the other bot, or were never sent"),
            (bot.Ledger.Retried == 0, $"no event was handled after its handler had failed"),
            (DeadLetters > 0, $"{DeadLetters} records became dead letters, although none fails more than once in a process"),
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
