using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>Strikes, kind after kind as the seed shuffles them: each once before any comes again.</summary>
internal sealed class Storm(SimulatedGateway gateway, SessionWatch sessions, Traffic traffic, Strikes strikes, SoakOptions options)
{
    private const int Burst = 40;
    private const double PerMinute = 125;
    private const int ShortestLives = 45;
    private const int LongestLives = 600;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartSpacing = TimeSpan.FromSeconds(5);

    private readonly Random random = new(options.Seed);
    // Of a long run some processes are to live long, so that a leak can show.
    private readonly TimeSpan calmRestartSpacing = TimeSpan.FromSeconds(
        Math.Clamp(options.Length.TotalSeconds / 2, ShortestLives, LongestLives));
    private readonly Queue<Strike> deck = new();
    private readonly Queue<Strike> restarts = new();
    private long begin;
    private bool calm;

    /// <summary>How often each kind has struck.</summary>
    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    /// <summary>When each kind struck for the first time, from the storm's beginning.</summary>
    public Dictionary<string, TimeSpan> FirstStruck { get; } = [];

    /// <summary>How many strikes found events on their way to the bot.</summary>
    public int StruckUnderWay { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        // A kill comes first, so that a short run has one.
        Array.ForEach(strikes.OnProcesses(), restarts.Enqueue);
        begin = TimeProvider.System.GetTimestamp();
        long lastRestart = begin;
        int strokes = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            if (strokes >= TimeProvider.System.GetElapsedTime(begin).TotalMinutes * PerMinute)
            {
                continue;
            }

            bool restarting = options.Restarts
                && TimeProvider.System.GetElapsedTime(lastRestart) > (calm ? calmRestartSpacing : RestartSpacing);
            if (!(restarting ? TryStrike(restarts, strikes.OnProcesses) : TryStrike(deck, strikes.OnConnections)))
            {
                continue;
            }

            strokes++;
            lastRestart = restarting ? TimeProvider.System.GetTimestamp() : lastRestart;
            calm |= restarts.Count == 0;
        }
    }

    /// <summary>At last every connection falls silent, with events under way: the bot has to notice by itself.</summary>
    public async Task EndAsync()
    {
        // A bot that is being started has no connection to strike yet.
        long wait = TimeProvider.System.GetTimestamp();
        while (Carriers().Length < options.Shards && TimeProvider.System.GetElapsedTime(wait) < Patience)
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        foreach (var connection in Carriers())
        {
            if (connection.Session is { } session)
            {
                Hit(Strikes.HalfOpen, connection, session);
            }
        }
    }

    /// <summary>
    /// Of a session that the bot has not named yet, nobody knows whether READY has arrived: to begin another may be right.
    /// </summary>
    private SimulatedConnection[] Carriers() =>
        [.. gateway.Connections.Where(connection => connection.Session is { Ended: false, AcknowledgedSequence: > 0 })];

    private bool TryStrike(Queue<Strike> from, Func<Strike[]> all)
    {
        if (from.Count == 0)
        {
            var shuffled = all();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, from.Enqueue);
        }

        var open = Carriers();
        if (open.Length == 0)
        {
            return false;
        }

        var connection = open[random.Next(open.Length)];
        if (connection.Session is not { } session)
        {
            return false;
        }

        Hit(from.Dequeue(), connection, session);
        return true;
    }

    private void Hit(Strike strike, SimulatedConnection connection, SimulatedSession session)
    {
        traffic.Send(session, Burst);
        if (strike.EndsSession)
        {
            sessions.Condemn(session, connection);
        }

        StruckUnderWay += traffic.UnderWay(session) > 0 ? 1 : 0;
        strike.Act(connection);
        traffic.Send(session, Burst);
        FirstStruck.TryAdd(strike.Name, TimeProvider.System.GetElapsedTime(begin));
        Struck[strike.Name] = Struck.GetValueOrDefault(strike.Name) + 1;
    }
}
