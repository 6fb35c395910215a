namespace Spectacles.Gateway;

/// <summary>Reports what a shard lost when a connection ended: the connection, or the session with it.</summary>
/// <param name="shardId">The shard.</param>
/// <param name="errors">Where it is reported.</param>
/// <param name="time">The clock.</param>
internal sealed class LossReport(int shardId, ErrorReport errors, TimeProvider time)
{
    /// <summary>Discord asks each connection now and then to make room for another one. A server that asks sooner is in a loop.</summary>
    private static readonly TimeSpan RoutineAge = TimeSpan.FromMinutes(1);

    /// <param name="ended">The connection.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="address">Where it went.</param>
    /// <param name="lostAfter">The last sequence of the session that was lost with it; null when the session goes on, or there was none.</param>
    /// <param name="refused">Why the session can't be resumed any more, where RESUME was refused.</param>
    public void Tell(ShardConnection ended, LifecycleStep end, Uri address, long? lostAfter, string? refused)
    {
        string why = end.Describe().TrimEnd('.');
        bool isRoutine = end.IsRequested && ended.ReadySince is { } since && time.GetElapsedTime(since) >= RoutineAge;
        if (lostAfter is { } sequence)
        {
            // Listeners hear of each: what a bot keeps of a shard's guilds has to be fetched again. One line stands for many.
            bool isFirst = errors.Outages.Lose(shardId, $"the session was lost ({why})");
            Send(GatewayErrorKind.SessionLost, $"The session was lost: {(refused ?? why).TrimEnd('.')}. Events after sequence {sequence} that were not received are lost. A new session begins.", isFirst);
        }
        else if (!isRoutine && errors.Outages.Lose(shardId, why))
        {
            Send(GatewayErrorKind.Connection, ended.ReadySince is null
                ? $"No session at {GatewayAddress.NameOf(address)}: {why}. The shard tries again."
                : $"The connection was lost: {why}. The shard resumes its session.");
        }
    }

    private void Send(GatewayErrorKind kind, string message, bool isWritten = true) => errors.Send(new GatewayError(kind, message, shardId), isWritten);
}
