using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>What a run has come to.</summary>
internal sealed class Verdict(
    SoakOptions options, TimeSpan length, SimulatedGateway gateway, Ledger ledger, SessionWatch sessions, Storm storm, Memory memory, BotProcess bot)
{
    private const double EventsPerSecondAndShard = 125;
    private const double FaultsPerMinute = 100;

    private readonly long[] lost = ledger.Missing(sessions.Counts);

    private int Faults => storm.Struck.Values.Sum();

    private bool KeepsPace => ledger.Sent / length.TotalSeconds >= EventsPerSecondAndShard * options.Shards && Faults / length.TotalMinutes >= FaultsPerMinute;

    public bool Passes => lost.Sum() == 0 && ledger.Duplicated == 0 && sessions.LeftBehind.Count == 0 && KeepsPace;

    public void Print()
    {
        GatewayCounters counters = gateway.Counters;
        Write($"{options.Shards} shards, {length.TotalMinutes:F1} minutes, seed {options.Seed}, {ledger.Sent / length.TotalSeconds:F0} events/s, {Faults / length.TotalMinutes:F0} faults/min{(KeepsPace ? "" : ": too few")}");
        Write($"struck: {string.Join(", ", storm.Struck.Select(kind => $"{kind.Key} {kind.Value}"))}");
        Write($"lost by shard: {string.Join(' ', lost)}; not handled of destroyed sessions: {ledger.Missing(session => !sessions.Counts(session)).Sum()}; repeated after restarts: {ledger.Repeated}; starts of the bot: {bot.Starts}");
        Write($"left behind: {string.Join("; ", sessions.LeftBehind)}");
        Write($"ended before they were saved: {string.Join("; ", sessions.Unborn)}");
        foreach (var violation in gateway.Violations.GroupBy(violation => violation.Detail))
        {
            Write($"violation: {violation.Key} ({violation.Count()} times)");
        }

        Write($"soak: faults={Faults} kinds={storm.Struck.Count} reconnects={counters.Connections - options.Shards} resumes={counters.Resumes} identifies={counters.Identifies} sent={ledger.Sent} handled={ledger.Handled} lost={lost.Sum()} duplicated={ledger.Duplicated} needless_identifies={sessions.LeftBehind.Count} abandoned={sessions.Abandoned} peak_rss_kb={memory.PeakKiB} rss_growth_kb_per_hour={memory.GrowthKiBPerHour}");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
