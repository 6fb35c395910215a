namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Calls listeners of metrics and activities, which are the program's own code: whatever they throw has no effect on the work that is
/// measured. Exceptions are counted, and each node and worker of the process reports the first one.
/// </summary>
internal static class ListenerGuard
{
    private static readonly ObservedObjects<ListenerReport> Reports = new();
    private static long failures;

    /// <summary>The number of exceptions that listeners of this process have thrown.</summary>
    public static long Failures => Volatile.Read(ref failures);

    /// <summary>Adds a report for what listeners throw from now on.</summary>
    /// <param name="report">Reports an error of the fleet.</param>
    /// <returns>The report, which ends when nothing keeps it alive.</returns>
    public static ListenerReport Enter(Action<string, Exception?> report)
    {
        var entering = new ListenerReport(report);
        Reports.Enter(entering);
        return entering;
    }

    /// <summary>Calls a listener.</summary>
    /// <param name="argument">What the call gets, so that it needs no closure.</param>
    /// <param name="call">The call.</param>
    public static void Call<T>(T argument, Action<T> call)
    {
        try
        {
            call(argument);
        }
#pragma warning disable CA1031 // Whatever a listener throws, the events must go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref failures);
            foreach (var report in Reports.Present())
            {
                report.Note(e);
            }
        }
    }
}
