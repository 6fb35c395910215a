namespace Spectacles.Gateway;

/// <content>Abandoning calls that take too long.</content>
internal sealed partial class CallWindow
{
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
