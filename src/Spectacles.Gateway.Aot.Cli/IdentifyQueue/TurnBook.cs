namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary>When each bot last identified in each of its buckets.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
internal sealed class TurnBook(TimeProvider clock)
{
    /// <summary>5 seconds, what an answer may take to its client (750 ms), and a margin for the client's way to Discord.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(6);

    /// <summary>Of who knows whom; more than any fleet has.</summary>
    private const int MostTurns = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Bot, int Bucket), long> turns = [];
    private readonly long start = clock.GetTimestamp();

    /// <summary>Takes a turn, or says how long it is until the next.</summary>
    public bool TryTake(string bot, int bucket, out TimeSpan wait)
    {
        lock (gate)
        {
            // What was taken before this process began is not known: it may have been just then.
            wait = Spacing - clock.GetElapsedTime(turns.TryGetValue((bot, bucket), out long last) ? last : start);
            if (wait > TimeSpan.Zero) return false;
            Forget();
            if (turns.Count >= MostTurns)
            {
                wait = Spacing;
                return false;
            }

            turns[(bot, bucket)] = clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>A turn that is over says nothing any more, and whoever invents bots must not fill the memory.</summary>
    private void Forget()
    {
        if (turns.Count < MostTurns) return;
        foreach (var key in turns.Where(turn => clock.GetElapsedTime(turn.Value) >= Spacing).Select(turn => turn.Key).ToList()) turns.Remove(key);
    }
}
