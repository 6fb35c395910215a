namespace Spectacles.Gateway;

/// <summary>Reports what a shard lost when a connection ended: the connection, or the session with it.</summary>
/// <param name="errors">Where it is reported.</param>
internal sealed class LossReport(ErrorReport errors)
{
    /// <summary>Discord asks each connection now and then to make room for another one. A server that asks sooner is in a loop.</summary>
    private static readonly TimeSpan RoutineAge = TimeSpan.FromMinutes(1);

    /// <param name="end">How the connection ended.</param>
    /// <param name="outcome">What that means for the shard.</param>
    /// <param name="address">Where the connection went.</param>
    public void Send(in ConnectionEnd end, in ConnectionOutcome outcome, Uri address)
    {
        string why = end.Step.Describe().TrimEnd('.');
        bool isRoutine = end.Step.IsRequested && end.ReadyFor >= RoutineAge;
        int shardId = errors.ShardId!.Value;
        if (outcome.LostAfter is { } sequence)
        {
            // Listeners hear of each: what a bot keeps of a shard's guilds has to be fetched again. One line stands for many.
            bool isFirst = errors.Outages.Lose(shardId, $"the session was lost ({why})");
            errors.Send(new GatewayError(GatewayErrorKind.SessionLost, $"The session was lost: {(outcome.Refusal ?? why).TrimEnd('.')}. Events after sequence {sequence} that were not received are lost. A new session begins.", shardId), isFirst);
        }
        else if (!isRoutine && errors.Outages.Lose(shardId, why))
        {
            errors.Send(GatewayErrorKind.Connection, end.ReadyFor is null
                ? $"No session at {GatewayAddress.NameOf(address)}: {why}. The shard tries again."
                : $"The connection was lost: {why}. The shard resumes its session.");
        }
    }
}
