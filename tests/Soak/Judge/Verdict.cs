using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>What a run has come to.</summary>
internal sealed class Verdict(
    SoakOptions options, TimeSpan length, SimulatedGateway gateway, Ledger ledger, SessionWatch sessions, Storm storm, Strikes strikes, Memory memory, BotProcess bot)
{
    private const double EventsPerSecondAndShard = 125;
    private const double FaultsPerMinute = 100;
    private const double LeastShareUnderWay = 0.5;
    private const long MostGrowthKiBPerHour = 128 * 1024;
    // In the last 20 minutes of a run of 30 or more the process is warm.
    private const long MostGrowthOfOneProcess = 16 * 1024;
    private static readonly TimeSpan ForGrowthOfOneProcess = TimeSpan.FromMinutes(30);

    // How long a run must be before this is asked of it.
    private static readonly TimeSpan ForConnectionKinds = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForAllKinds = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ForGrowth = TimeSpan.FromMinutes(10);

    private readonly GatewayCounters counters = gateway.Counters;
    private readonly long[] lost = ledger.Missing(sessions.IsLost);

    private int Faults => storm.Struck.Values.Sum();

    private double EventsPerSecond => ledger.Sent / length.TotalSeconds;

    private double Pace => Faults / length.TotalMinutes;

    private double ShareUnderWay => Faults == 0 ? 0 : (double)storm.StruckUnderWay / Faults;

    private IEnumerable<string> KindsThatAreMissing =>
        Expected().Where(kind => !storm.FirstStruck.TryGetValue(kind, out var first) || first > ForAllKinds);

    /// <summary>Every condition that is not met.</summary>
    public string[] Failures { get => field ??= [.. Find()]; }

    public void Print()
    {
        Write($"{options.Shards} shards, {length.TotalMinutes:F1} minutes, seed {options.Seed}, {EventsPerSecond:F0} events/s, {Pace:F0} faults/min");
        Write($"struck: {string.Join(", ", storm.Struck.Select(kind => $"{kind.Key} {kind.Value}"))}");
        Write($"struck with events on their way: {storm.StruckUnderWay} of {Faults} ({ShareUnderWay:P0})");
        Write($"lost by shard: {string.Join(' ', lost)}; undeliverable: {ledger.Missing(entry => !sessions.IsLost(entry)).Sum()}; repeated after restarts: {ledger.Repeated}; starts of the bot: {bot.Starts}");
        Write($"given up by the bot: {string.Join("; ", sessions.Needless)}");
        Write($"ended before they were saved: {string.Join("; ", sessions.Unborn)}");
        foreach (var violation in gateway.Violations.GroupBy(violation => violation.Detail))
        {
            Write($"violation: {violation.Key} ({violation.Count()} times)");
        }

        Array.ForEach(Failures, failure => Write($"failed: {failure}"));
        Write($"soak: faults={Faults} kinds={storm.Struck.Count} reconnects={counters.Connections - options.Shards} resumes={counters.Resumes} identifies={counters.Identifies} sent={ledger.Sent} handled={ledger.Handled} lost={lost.Sum()} duplicated={ledger.Duplicated} gaps={ledger.Gaps} needless_identifies={sessions.Needless.Count} abandoned={sessions.Abandoned} peak_rss_kb={memory.PeakKiB} rss_growth_kb_per_hour={memory.GrowthKiBPerHour}");
    }

    private IEnumerable<string> Find()
    {
        (bool Failed, FormattableString Failure)[] conditions =
        [
            (lost.Sum() > 0, $"{lost.Sum()} events are lost"),
            (ledger.Duplicated > 0, $"{ledger.Duplicated} events were handled twice"),
            (ledger.Gaps > 0, $"{ledger.Gaps} times the bot found sequences that do not follow one another"),
            (sessions.Needless.Count > 0, $"{sessions.Needless.Count} sessions were given up"),
            (
                counters.Identifies != options.Shards + sessions.Abandoned,
                $"{counters.Identifies} identifies for {options.Shards} shards and {sessions.Abandoned} abandoned sessions"),
            (counters.Violations > 0, $"{counters.Violations} violations of the protocol"),
            (EventsPerSecond < EventsPerSecondAndShard * options.Shards, $"{EventsPerSecond:F0} events/s are too few"),
            (!options.Restarts && bot.Starts > 1, $"the bot's process ended {bot.Starts - 1} times, though nothing was done to end it"),
            (Pace < FaultsPerMinute, $"{Pace:F0} faults/min are too few"),
            (KindsThatAreMissing.Any(), $"no {string.Join(", ", KindsThatAreMissing)} in time"),
            (ShareUnderWay <= LeastShareUnderWay, $"only {ShareUnderWay:P0} of the strikes found events on their way"),
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
            : options.Length < ForAllKinds || !options.Restarts ? strikes.OnConnections()
            : [.. strikes.OnConnections(), .. strikes.OnProcesses()];
        return expected.Select(strike => strike.Name);
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
