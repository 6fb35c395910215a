namespace Spectacles.Gateway;

/// <content>Abandoning calls that take too long.</content>
internal sealed partial class CallWindow
{
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
        List<(PendingCall Call, EventOutcome? Outcome)> expired = [];
        lock (gate)
        {
            var next = timeout;
            foreach (var call in pending)
            {
                var left = timeout - time.GetElapsedTime(call.Started);
                if (left <= TimeSpan.Zero)
                {
                    expired.Add((call, call.TakeOutcome()));
                }
                else if (left < next)
                {
                    next = left;
                }
            }

            foreach (var (call, _) in expired)
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

        foreach (var (call, outcome) in expired)
        {
            var ended = report(call.Call, call.Sequence, null);
            outcome?.End(ended);
        }
    }
}
