namespace Spectacles.Gateway;

/// <summary>Reports the loss of a connection, or of the session with it.</summary>
/// <param name="errors">Where it is reported.</param>
internal sealed class LossReport(ErrorReport errors)
{
    /// <summary>Discord occasionally asks each connection to reconnect. A server that asks sooner than this is in a loop.</summary>
    private static readonly TimeSpan RoutineAge = TimeSpan.FromMinutes(1);

    /// <summary>A shorter wait is not worth a word.</summary>
    private static readonly TimeSpan ShortestNamed = TimeSpan.FromMilliseconds(500);

    /// <param name="end">How the connection ended.</param>
    /// <param name="outcome">The consequences for the shard.</param>
    /// <param name="address">The address of the connection.</param>
    public void Send(in ConnectionEnd end, in ConnectionOutcome outcome, Uri address)
    {
        string why = end.Step.Describe().TrimEnd('.');
        bool isRoutine = end.Step.IsRequested && end.ReadyFor >= RoutineAge;
        int shardId = errors.ShardId!.Value;
        if (outcome.LostAfter is { } sequence)
        {
            // Listeners receive each one, because a bot's cached data of a shard's guilds must be fetched again. In the log, they are
            // combined.
            bool isFirst = errors.Outages.Lose(shardId, $"the session was lost ({why})");
            string message = $"The session was lost: {(outcome.Refusal ?? why).TrimEnd('.')}. Events after sequence {sequence} that were "
                + $"not received are lost. A new session begins{In(outcome)}.";
            errors.Send(new GatewayError(GatewayErrorKind.SessionLost, message, shardId), isFirst);
        }
        else if (!isRoutine && errors.Outages.Lose(shardId, why))
        {
            errors.Send(GatewayErrorKind.Connection, end.ReadyFor is null
                ? $"No session at {GatewayAddress.NameOf(address)}: {why}. The shard tries again{In(outcome)}."
                : $"The connection was lost: {why}. The shard resumes its session{In(outcome)}.");
        }
    }

    /// <summary>Reports that the session is taken over again and again.</summary>
    public void SendTakenOver() => errors.Send(
        GatewayErrorKind.SessionTakenOver,
        $"The server ended the session {SessionContest.Times} times within a minute, each time soon after it had been resumed. Most "
            + "likely, another process resumes the same session. Run each shard in one process only, and stop the old process before you "
            + "start the new one.");

    private static string In(in ConnectionOutcome outcome) =>
        outcome.Pause < ShortestNamed ? string.Empty : $" in {Math.Ceiling(outcome.Pause.TotalSeconds)} s";
}
