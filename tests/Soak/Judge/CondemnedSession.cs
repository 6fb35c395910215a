using Soak.Bot;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>A session that the script destroys, and what the bot still owes of it: every event that it has said to have received.</summary>
/// <param name="session">The session.</param>
/// <param name="connection">The connection on which it is destroyed.</param>
/// <param name="orphaned">Whether the process that had the connection had been killed before.</param>
internal sealed class CondemnedSession(SimulatedSession session, SimulatedConnection connection, bool orphaned)
{
    /// <summary>Longer than the slowest handler takes.</summary>
    private static readonly TimeSpan Handling = TimeSpan.FromSeconds(2.5);

    private long? endedAt;
    private bool orphan = orphaned;
    private bool cutOff;

    public bool Ended => session.Ended;

    public SimulatedConnection Connection => connection;

    /// <summary>Notes when the session has ended.</summary>
    public void Look()
    {
        if (session.Ended)
        {
            endedAt ??= TimeProvider.System.GetTimestamp();
        }
    }

    /// <summary>The bot's process is killed now. A living session would repeat what that interrupts; this one can't any more.</summary>
    public void Kill()
    {
        Look();
        orphan |= endedAt is null;
        cutOff |= endedAt is { } ended && TimeProvider.System.GetElapsedTime(ended) < Handling;
    }

    /// <summary>Whether an event that was not handled is lost.</summary>
    public bool Owes(LedgerEntry entry) =>
        !session.Ended || (entry.Sequence <= session.AcknowledgedSequence && !orphan && !(cutOff && Numbers.PauseOf(entry.Number) > 0));
}
