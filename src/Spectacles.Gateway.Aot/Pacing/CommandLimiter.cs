namespace Spectacles.Gateway;

/// <summary>
/// Keeps a connection under Discord's limit of sent messages: an exact sliding window, of which a part is left to the shard's own messages.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
/// <param name="time">The clock.</param>
internal sealed class CommandLimiter(TimeProvider time)
{
    /// <summary>What Discord allows in <see cref="Window"/>, of every opcode together.</summary>
    public const int Limit = 120;

    /// <summary>60 seconds, and a margin for the way that a message takes to the server.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60.5);

    private readonly Lock gate = new();
    private readonly Queue<long> sent = new(Limit);
    private int reserved = ReservedFor(TimeSpan.FromSeconds(41.25));

    /// <summary>How many of the <see cref="Limit"/> are kept: IDENTIFY or RESUME, each heartbeat of a window, and as many that the server may ask for.</summary>
    public static int ReservedFor(TimeSpan heartbeatInterval) => (int)Math.Min(Limit - 10, 2 + (2 * Math.Ceiling(Window / heartbeatInterval)));

    /// <summary>HELLO has said how often heartbeats are due.</summary>
    public void Reserve(TimeSpan heartbeatInterval)
    {
        lock (gate)
        {
            reserved = ReservedFor(heartbeatInterval);
        }
    }

    /// <summary>Counts a message of the shard's own, which never waits. False when even the room kept for those is used up: then it must not be sent.</summary>
    public bool TryCount()
    {
        lock (gate)
        {
            Forget();
            if (sent.Count >= Limit)
            {
                return false;
            }

            sent.Enqueue(time.GetTimestamp());
            return true;
        }
    }

    /// <summary>Waits until a command may be sent, and counts it.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                Forget();
                if (sent.Count < Limit - reserved)
                {
                    sent.Enqueue(time.GetTimestamp());
                    return;
                }

                wait = Window - time.GetElapsedTime(sent.Peek());
            }

            // Timers cut off what is below a millisecond: without one more the wait would be over a moment too early, again and again.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Forget()
    {
        while (sent.TryPeek(out long oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            sent.Dequeue();
        }
    }
}
