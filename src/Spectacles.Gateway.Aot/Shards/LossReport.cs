namespace Spectacles.Gateway;

/// <summary>Reports the loss of a connection, or of the session with it.</summary>
/// <param name="errors">Where it is reported.</param>
internal sealed class LossReport(ErrorReport errors)
{
    /// <summary>Discord occasionally asks each connection to reconnect. A server that asks sooner than this is in a loop.</summary>
    private static readonly TimeSpan RoutineAge = TimeSpan.FromMinutes(1);

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
            errors.Send(new GatewayError(GatewayErrorKind.SessionLost, $"The session was lost: {(outcome.Refusal ?? why).TrimEnd('.')}. "
                + $"Events after sequence {sequence} that were not received are lost. A new session begins.", shardId), isFirst);
        }
        else if (!isRoutine && errors.Outages.Lose(shardId, why))
        {
            errors.Send(GatewayErrorKind.Connection, end.ReadyFor is null
                ? $"No session at {GatewayAddress.NameOf(address)}: {why}. The shard tries again."
                : $"The connection was lost: {why}. The shard resumes its session.");
        }
    }
}
