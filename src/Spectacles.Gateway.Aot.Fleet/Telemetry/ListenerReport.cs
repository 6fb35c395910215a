namespace Spectacles.Gateway.Fleet;

/// <summary>Reports the first exception of a listener through a node or a worker, which keeps it alive.</summary>
/// <param name="report">Reports an error of the fleet.</param>
internal sealed class ListenerReport(Action<string, Exception?> report)
{
    private int isReported;

    /// <summary>Reports an exception, if it is the first one.</summary>
    public void Note(Exception exception)
    {
        if (Interlocked.Exchange(ref isReported, 1) != 0)
        {
            return;
        }

        try
        {
            report(
                $"A listener of the fleet's telemetry threw: {exception.Message} Events go on nevertheless, but what the listener measures "
                + "may be wrong. Correct the listener. This is reported once.",
                exception);
        }
#pragma warning disable CA1031 // Nobody is left who could be told, and the events must go on.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
