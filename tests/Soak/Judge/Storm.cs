using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Connections;
using Spectacles.Gateway.Testing.Sessions;

namespace Soak.Judge;

/// <summary>Strikes, kind after kind as the seed shuffles them: each once before any comes again.</summary>
internal sealed class Storm(SimulatedGateway gateway, SessionWatch sessions, Traffic traffic, Strikes strikes, SoakOptions options)
{
    private const int Burst = 40;
    private const double PerMinute = 125;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartSpacing = TimeSpan.FromSeconds(5);

    private readonly Random random = new(options.Seed);
    // Of a long run some processes are to live long, so that a leak can show.
    private readonly TimeSpan calmRestartSpacing = TimeSpan.FromSeconds(Math.Clamp(options.Length.TotalSeconds / 8, 45, 300));
    private readonly Queue<Strike> deck = new();
    private readonly Queue<Strike> restarts = new();
    private bool calm;

    /// <summary>How often each kind has struck.</summary>
    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        // A kill comes first, so that a short run has one.
        Array.ForEach(strikes.OnProcesses(), restarts.Enqueue);
        long begin = TimeProvider.System.GetTimestamp();
        long lastRestart = begin;
        int strokes = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
            if (strokes >= TimeProvider.System.GetElapsedTime(begin).TotalMinutes * PerMinute)
            {
                continue;
            }

            bool restarting = TimeProvider.System.GetElapsedTime(lastRestart) > (calm ? calmRestartSpacing : RestartSpacing);
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
        long begin = TimeProvider.System.GetTimestamp();
        while (Carriers().Length < options.Shards && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        foreach (SimulatedConnection connection in Carriers())
        {
            if (connection.Session is { } session)
            {
                Hit(Strikes.HalfOpen, connection, session);
            }
        }
    }

    private SimulatedConnection[] Carriers() =>
        [.. gateway.Connections.Where(connection => connection.Session is { Ended: false } session && sessions.Counts(session.Id))];

    private bool TryStrike(Queue<Strike> from, Func<Strike[]> all)
    {
        if (from.Count == 0)
        {
            Strike[] shuffled = all();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, from.Enqueue);
        }

        SimulatedConnection[] open = Carriers();
        if (open.Length == 0)
        {
            return false;
        }

        SimulatedConnection connection = open[random.Next(open.Length)];
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
            sessions.Condemn(session);
        }

        strike.Act(connection);
        traffic.Send(session, Burst);
        Struck[strike.Name] = Struck.GetValueOrDefault(strike.Name) + 1;
    }
}
