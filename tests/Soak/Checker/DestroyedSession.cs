using Soak.Bot;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>A session that a fault destroys. The bot must handle all events of it that it has acknowledged.</summary>
/// <param name="session">The session.</param>
/// <param name="connection">The connection on which the fault occurs.</param>
/// <param name="isProcessKilled">Whether the process of the connection was killed before.</param>
internal sealed class DestroyedSession(SimulatedSession session, SimulatedConnection connection, bool isProcessKilled)
{
    /// <summary>Longer than the slowest handler runs.</summary>
    private static readonly TimeSpan LongestHandling = TimeSpan.FromSeconds(2.5);

    private long? endedAt;
    private bool isProcessKilled = isProcessKilled;
    private bool mayBeInterrupted;

    public bool Ended => session.Ended;

    public SimulatedConnection Connection => connection;

    /// <summary>Records when the session ended.</summary>
    public void Update()
    {
        if (session.Ended)
        {
            endedAt ??= TimeProvider.System.GetTimestamp();
        }
    }

    /// <summary>
    /// Records that the bot's process is killed. The events that this interrupts are not repeated, because the session has ended.
    /// </summary>
    public void RecordKill()
    {
        Update();
        isProcessKilled |= endedAt is null;
        mayBeInterrupted |= endedAt is { } ended && TimeProvider.System.GetElapsedTime(ended) < LongestHandling;
    }

    /// <summary>Whether an event that was not handled is lost.</summary>
    public bool IsLost(LedgerEntry entry) =>
        !session.Ended
            || (
                entry.Sequence <= session.AcknowledgedSequence
                    && !isProcessKilled
                    && !(mayBeInterrupted && NumberHandler.DelayOf(entry.Number) > 0));
}
