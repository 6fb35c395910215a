using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Connections;
using Spectacles.Gateway.Testing.Sessions;

namespace Soak.Judge;

/// <summary>Strikes, kind after kind as the seed shuffles them: each once before any comes again.</summary>
internal sealed class Storm(SimulatedGateway gateway, SessionWatch sessions, Traffic traffic, Strikes strikes, int seed)
{
    private const int Burst = 40;

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(450);
    private static readonly TimeSpan RestartSpacing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CalmRestartSpacing = TimeSpan.FromSeconds(45);

#pragma warning disable CA5394 // The seed is to give the same storm again.
    private readonly Random random = new(seed);
    private readonly Queue<Strike> deck = new();
    private readonly Queue<Strike> restarts = new();
    private bool calm;

    /// <summary>How often each kind has struck.</summary>
    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stop)
    {
        // A first kill, while slow handlers are at work; the other restarts in any order.
        foreach (Strike strike in strikes.OnProcesses())
        {
            restarts.Enqueue(strike);
        }

        long lastRestart = TimeProvider.System.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Spacing, TimeProvider.System, CancellationToken.None);
            if (TimeProvider.System.GetElapsedTime(lastRestart) > (calm ? CalmRestartSpacing : RestartSpacing))
            {
                if (TryStrike(Deal(restarts, strikes.OnProcesses)))
                {
                    lastRestart = TimeProvider.System.GetTimestamp();
                    calm |= restarts.Count == 0;
                }
            }
            else
            {
                TryStrike(Deal(deck, strikes.OnConnections));
            }
        }
    }

    /// <summary>At last every connection falls silent, with events under way: the bot has to notice by itself.</summary>
    public void End()
    {
        foreach (SimulatedConnection connection in gateway.Connections)
        {
            if (connection.Session is { } session)
            {
                Hit(Strikes.HalfOpen, connection, session);
            }
        }
    }

    private Strike Deal(Queue<Strike> from, Func<Strike[]> all)
    {
        if (from.Count == 0)
        {
            Strike[] shuffled = all();
            random.Shuffle(shuffled);
            Array.ForEach(shuffled, from.Enqueue);
        }

        return from.Peek();
    }

    private bool TryStrike(Strike strike)
    {
        SimulatedConnection[] open = [.. gateway.Connections.Where(connection => connection.Session is { Ended: false } session && sessions.Counts(session.Id))];
        if (open.Length == 0)
        {
            return false;
        }

        SimulatedConnection connection = open[random.Next(open.Length)];
        if (connection.Session is not { } session)
        {
            return false;
        }

        (deck.TryPeek(out Strike? next) && next == strike ? deck : restarts).Dequeue();
        Hit(strike, connection, session);
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
