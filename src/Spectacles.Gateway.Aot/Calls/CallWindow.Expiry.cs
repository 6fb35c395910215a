namespace Spectacles.Gateway;

/// <content>Abandoning calls that take too long.</content>
internal sealed partial class CallWindow
{
    /// <summary>The errors of calls that are no longer waited for, in metrics and activities.</summary>
    private const string TimedOut = "timeout";
    private const string GivenUp = "abandoned";

    /// <summary>Abandons the calls that have not finished.</summary>
    public void Dispose()
    {
        expiry.Dispose();
        List<(HandlerCall Call, CallMeasure Measure)> left = [];
        lock (gate)
        {
            foreach (var call in pending)
            {
                left.Add((call.Call, call.TakeMeasure()));
            }
        }

        foreach (var (call, measure) in left)
        {
            telemetry?.EndCall(measure, call.Method.EventName, call.Method.Name, GivenUp);
        }
    }

    /// <summary>Ends the outcomes of all unfinished calls, because a stop no longer waits for the calls.</summary>
    public void AbandonOutcomes()
    {
        EventOutcome?[] left;
        lock (gate)
        {
            left = [.. pending.Select(call => call.TakeOutcome())];
        }

        foreach (var outcome in left)
        {
            outcome?.End(DispatchOutcome.Abandoned);
        }
    }

    private void GiveUpExpired()
    {
        List<(PendingCall Call, EventOutcome? Outcome, CallMeasure Measure)> expired = [];
        List<EventOutcome?> longRunning = [];
        lock (gate)
        {
            var next = timeout;
            foreach (var call in pending)
            {
                var left = timeout - time.GetElapsedTime(call.Started);
                if (left <= TimeSpan.Zero && call.Call.Method.RunsLong)
                {
                    call.LeaveOrder();
                    longRunning.Add(call.TakeOutcome());
                }
                else if (left <= TimeSpan.Zero)
                {
                    expired.Add((call, call.TakeOutcome(), call.TakeMeasure()));
                }
                else if (left < next)
                {
                    next = left;
                }
            }

            foreach (var (call, _, _) in expired)
            {
                call.IsCounted = false;
                Remove(call);
                Abandoned++;
            }

            if (pending.Count > 0)
            {
                expiry.Change(next, Timeout.InfiniteTimeSpan);
            }

            SignalRoom();
        }

        foreach (var outcome in longRunning)
        {
            outcome?.End(DispatchOutcome.Finished);
        }

        foreach (var (call, outcome, measure) in expired)
        {
            var method = call.Call.Method;
            var ended = report(call.Call, call.Sequence, null);
            telemetry?.CountAbandoned(method.EventName, method.Name);
            telemetry?.EndCall(measure, method.EventName, method.Name, TimedOut);
            outcome?.End(ended);
        }
    }
}
