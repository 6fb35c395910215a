namespace Spectacles.Gateway.Fleet;

/// <summary>Reports once that the broker does not answer, and once that it answers again.</summary>
/// <param name="meanwhile">What happens while it does not, as a sentence.</param>
/// <param name="report">Receives an error, or that it is over.</param>
/// <param name="time">The clock.</param>
internal sealed class BrokerOutage(string meanwhile, Action<GatewayErrorKind, string> report, TimeProvider time)
{
    private long since;

    /// <summary>Notes whether the broker answers.</summary>
    /// <param name="isAway">Whether it does not.</param>
    /// <param name="already">For how long it has not, when that is noted for the first time.</param>
    public void Note(bool isAway, TimeSpan already)
    {
        if (isAway && since == 0)
        {
            since = Math.Max(1, time.GetTimestamp() - (long)(already.TotalSeconds * time.TimestampFrequency));
            report(GatewayErrorKind.Engine, $"the broker has not answered for {already.TotalSeconds:0} s. {meanwhile}");
        }
        else if (!isAway && since != 0)
        {
            var length = time.GetElapsedTime(since);
            since = 0;
            report(GatewayErrorKind.Recovered, $"the broker answers again, after {length.TotalSeconds:0} s.");
        }
    }
}
