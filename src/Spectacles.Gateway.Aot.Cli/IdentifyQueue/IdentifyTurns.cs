namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary>The last turn of each bot in each of its buckets.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
internal sealed class IdentifyTurns(TimeProvider time)
{
    /// <summary>5 seconds, the longest accepted response time (750 ms), and a margin for the client's connection to Discord.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(6);

    /// <summary>The upper bound of remembered turns, more than any fleet needs.</summary>
    private const int MostTurns = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Bot, int Bucket), long> turns = [];
    private readonly long start = time.GetTimestamp();

    /// <summary>Takes a turn, or returns the time until the next one.</summary>
    public bool TryTake(string bot, int bucket, out TimeSpan wait)
    {
        lock (gate)
        {
            // Turns before the start of this process are not known: one may have been taken just before it.
            wait = Spacing - time.GetElapsedTime(turns.TryGetValue((bot, bucket), out long last) ? last : start);
            if (wait > TimeSpan.Zero)
            {
                return false;
            }

            Forget();
            if (turns.Count >= MostTurns)
            {
                wait = Spacing;
                return false;
            }

            turns[(bot, bucket)] = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Removes turns that no longer matter, so that clients with invented bot names can't fill the memory.</summary>
    private void Forget()
    {
        if (turns.Count < MostTurns)
        {
            return;
        }

        foreach (var key in turns.Where(turn => time.GetElapsedTime(turn.Value) >= Spacing).Select(turn => turn.Key).ToList())
        {
            turns.Remove(key);
        }
    }
}
