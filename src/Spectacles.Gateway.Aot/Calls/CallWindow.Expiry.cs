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
        List<ExpiredCall> left = [];
        lock (gate)
        {
            foreach (var call in pending)
            {
                left.Add(new ExpiredCall(call, null, call.TakeMeasure()));
            }
        }

        foreach (var one in left)
        {
            var method = one.Call.Method;
            telemetry?.EndCall(one.Measure, method.EventName, method.Name, GivenUp);
        }
    }

    /// <summary>Ends the outcomes of all unfinished calls, because a stop no longer waits for the calls.</summary>
    public void AbandonOutcomes()
    {
        List<EventOutcome?> left = [];
        lock (gate)
        {
            foreach (var call in pending)
            {
                left.Add(call.TakeOutcome());
            }
        }

        foreach (var outcome in left)
        {
            outcome?.End(DispatchOutcome.Abandoned);
        }
    }

    private void GiveUpExpired()
    {
        List<ExpiredCall> expired = [];
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
                    expired.Add(new ExpiredCall(call, call.TakeOutcome(), call.TakeMeasure()));
                }
                else if (left < next)
                {
                    next = left;
                }
            }

            foreach (var one in expired)
            {
                one.Pending.IsCounted = false;
                Remove(one.Pending);
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

        foreach (var one in expired)
        {
            var method = one.Call.Method;
            var ended = report(one.Call, one.Sequence, null);
            telemetry?.CountAbandoned(method.EventName, method.Name);
            telemetry?.EndCall(one.Measure, method.EventName, method.Name, TimedOut);
            one.Outcome?.End(ended);
        }
    }
}
