using System.Diagnostics;
using System.Globalization;
using FleetSoak.Fleet;

namespace FleetSoak.Judge;

/// <summary>
/// Rounds of faults: each kind once, in an order that the seed shuffles and up to two seconds apart, so that they overlap. After each round
/// the fleet has to settle, and then Discord ends one session. With a sabotage there is one round, and the fleet need not settle.
/// </summary>
internal sealed class Storm(Bot bot, Bot other, FaultCatalogue faults, FleetSoakOptions options)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ShortCalm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly long Start = Stopwatch.GetTimestamp();

    /// <summary>
    /// How long nothing is handled before what is missing counts as lost. Nothing brings an event that late when no worker was killed, and
    /// a sabotage kills none. That of leases shows in the connections, and not in what is lost.
    /// </summary>
    private readonly TimeSpan drainTimeout = TimeSpan.FromSeconds(options.Sabotage switch
    {
        SabotageKind.None => 40,
        SabotageKind.Lease => 1,
        _ => 10,
    });

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
        await SettleAsync(ShortCalm);
        if (Unsettled.Count > 0)
        {
            return;
        }

        // One node that deletes leases too early is enough.
        foreach (var node in bot.Nodes.Take(options.Sabotage == SabotageKind.Lease ? 1 : bot.Nodes.Count).Where(node => !node.IsCli))
        {
            await node.TellAsync(NodeProgram.Begin);
        }

        var random = new Random(options.Seed);
        long begin = TimeProvider.System.GetTimestamp();
        if (options.Sabotage != SabotageKind.None)
        {
            await RunFaultsAsync(random);
            if (options.Sabotage != SabotageKind.Lease)
            {
                await UntilAsync(() => bot.Connected == bot.ShardCount, ConnectTimeout);
                await Task.Delay(ShortCalm + ShortCalm, TimeProvider.System);
            }

            return;
        }

        do
        {
            await RunFaultsAsync(random);
            Say("settling");
            await SettleAsync(ShortCalm);
            await EndSessionAsync(random.Next(bot.ShardCount));
        }
        while (TimeProvider.System.GetElapsedTime(begin) < options.Length && Unsettled.Count == 0);
    }

    /// <summary>Waits until all events were handled, or none was for a while.</summary>
    public async Task DrainAsync()
    {
        long since = TimeProvider.System.GetTimestamp();
        long handled = -1;
        while (bot.Ledger.Unhandled + other.Ledger.Unhandled > 0 && TimeProvider.System.GetElapsedTime(since) < drainTimeout)
        {
            long sum = bot.Ledger.Handled + other.Ledger.Handled;
            (handled, since) = handled == sum ? (handled, since) : (sum, TimeProvider.System.GetTimestamp());
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan timeout)
    {
        long began = TimeProvider.System.GetTimestamp();
        do
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
        while (!condition() && TimeProvider.System.GetElapsedTime(began) < timeout);
    }

    private static bool HasAllBefore(Bot bot, long now) => bot.Connected == bot.ShardCount && bot.Ledger.HasAllBefore(now);

    /// <summary>Waits until all sessions have connections, all events were handled, and no connection is opened any more.</summary>
    /// <param name="calm">The time without a new connection.</param>
    private async Task SettleAsync(TimeSpan calm)
    {
        long began = TimeProvider.System.GetTimestamp();
        long quietSince = began;
        long connections = -1;
        while (true)
        {
            long now = TimeProvider.System.GetTimestamp();
            long opened = bot.Gateway.Counters.Connections + other.Gateway.Counters.Connections;
            bool isQuiet = opened == connections && bot.Connected == bot.ShardCount && other.Connected == other.ShardCount;
            connections = opened;
            quietSince = isQuiet ? quietSince : now;
            var age = TimeProvider.System.GetElapsedTime(quietSince, now);
            if (age > calm && HasAllBefore(bot, now) && HasAllBefore(other, now))
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(began, now) > SettleTimeout)
            {
                Unsettled.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"after round {Rounds}: {bot.Connected} and {other.Connected} shards connected, for {age.TotalSeconds:0} s without a "
                        + $"new connection, {bot.Ledger.Unhandled} and {other.Ledger.Unhandled} events not handled"));
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task RunFaultsAsync(Random random)
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
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2000)), TimeProvider.System);
        }

        await Task.WhenAll(running);
    }

    /// <summary>Discord ends a session whose events were handled, so that none of them is lost.</summary>
    private async Task EndSessionAsync(int shard)
    {
        if (Unsettled.Count > 0)
        {
            return;
        }

        Say($"session-end of shard {shard}");
        bot.Traffic.Spared = shard;
        await UntilAsync(() => bot.Ledger.HasAll(shard), SettleTimeout);
        EndedSessions++;
        bot.Gateway.ConnectionOf(shard).InvalidateSession(resumable: false);
        await SettleAsync(Calm);
        bot.Traffic.Spared = -1;
    }
}
