using System.Diagnostics;
using System.Globalization;
using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>
/// Rounds of faults: each kind once, in an order that the seed shuffles and a few seconds apart, so that they overlap. After each round the
/// fleet has to settle, and then Discord ends one session.
/// </summary>
internal sealed class Storm(SimulatedGateway gateway, Ledger ledger, Traffic traffic, FaultCatalogue faults, FleetSoakOptions options)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly long Start = Stopwatch.GetTimestamp();

    public int Faults { get; private set; }

    public int Rounds { get; private set; }

    /// <summary>The sessions that Discord has ended.</summary>
    public int EndedSessions { get; private set; }

    /// <summary>Why the fleet did not settle after a round.</summary>
    public List<string> Unsettled { get; } = [];

    public IReadOnlyList<FaultKind> Kinds => faults.All;

    /// <summary>Writes a line with the time since the start.</summary>
    public static void Say(string line) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(Start).TotalSeconds,7:0.0} {line}"));

    public async Task RunAsync()
    {
        var random = new Random(options.Seed);
        long begin = TimeProvider.System.GetTimestamp();
        do
        {
            await RunRoundAsync(random);
        }
        while (TimeProvider.System.GetElapsedTime(begin) < options.Length && Unsettled.Count == 0);
    }

    /// <summary>Waits until all sessions have connections, all events were handled, and no connection is opened any more.</summary>
    public async Task SettleAsync()
    {
        long began = TimeProvider.System.GetTimestamp();
        long quietSince = began;
        long connections = -1;
        while (true)
        {
            long now = TimeProvider.System.GetTimestamp();
            int connected = ConnectionWatch.Newest(gateway).Count(session => session.Connected);
            bool isQuiet = connected == ProcessOptions.Plan.ShardCount && gateway.Counters.Connections == connections;
            connections = gateway.Counters.Connections;
            quietSince = isQuiet ? quietSince : now;
            var age = TimeProvider.System.GetElapsedTime(quietSince, now);
            if (age > Calm && ledger.HasAllBefore(now))
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(began, now) > SettleTimeout)
            {
                Unsettled.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"after round {Rounds}: {connected} shards connected, for {age.TotalSeconds:0} s without a new connection, "
                        + $"{ledger.Unhandled.Sum()} events not handled"));
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Waits until all events were handled, or none was for a while.</summary>
    public async Task DrainAsync()
    {
        long since = TimeProvider.System.GetTimestamp();
        long handled = -1;
        while (ledger.Unhandled.Sum() > 0 && TimeProvider.System.GetElapsedTime(since) < DrainTimeout)
        {
            (handled, since) = handled == ledger.Handled ? (handled, since) : (ledger.Handled, TimeProvider.System.GetTimestamp());
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task RunRoundAsync(Random random)
    {
        Rounds++;
        List<Task> running = [];
        var kinds = faults.All.ToArray();
        random.Shuffle(kinds);
        foreach (var kind in kinds)
        {
            Say(kind.Name);
            Faults++;
            running.Add(kind.Begin(random));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(500, 5000)), TimeProvider.System);
        }

        await Task.WhenAll(running);
        Say("settling");
        await SettleAsync();
        await EndSessionAsync(random.Next(ProcessOptions.Plan.ShardCount));
    }

    /// <summary>Discord ends a session whose events were handled, so that none of them is lost.</summary>
    private async Task EndSessionAsync(int shard)
    {
        if (Unsettled.Count > 0)
        {
            return;
        }

        Say($"session-end of shard {shard}");
        traffic.Spared = shard;
        await SettleAsync();
        if (Unsettled.Count == 0)
        {
            EndedSessions++;
            gateway.ConnectionOf(shard).InvalidateSession(resumable: false);
            await SettleAsync();
        }

        traffic.Spared = -1;
    }
}
