namespace Spectacles.Gateway;

/// <summary>
/// Keeps a connection within Discord's limit of sent messages. Uses an exact sliding window, and reserves a part of it for the shard's own
/// messages.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
/// <param name="time">The clock.</param>
internal sealed class CommandLimiter(TimeProvider time)
{
    /// <summary>The number of messages that Discord allows in <see cref="Window"/>, for all opcodes together.</summary>
    public const int Limit = 120;

    /// <summary>60 seconds, and a margin for the transmission to the server.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60.5);

    private readonly Lock gate = new();
    private readonly Queue<long> sent = new(Limit);
    private int reserved = ReservedFor(TimeSpan.FromSeconds(41.25));

    /// <summary>
    /// Returns how many of the <see cref="Limit"/> are reserved: one for IDENTIFY or RESUME, one for each heartbeat in a window, and as
    /// many again for heartbeats that the server requests.
    /// </summary>
    public static int ReservedFor(TimeSpan heartbeatInterval) =>
        (int)Math.Min(Limit - 10, 2 + (2 * Math.Ceiling(Window / heartbeatInterval)));

    /// <summary>Reserves messages for heartbeats, with the interval from HELLO.</summary>
    public void Reserve(TimeSpan heartbeatInterval)
    {
        lock (gate)
        {
            reserved = ReservedFor(heartbeatInterval);
        }
    }

    /// <summary>
    /// Counts one of the shard's own messages, which never wait. Returns false if even the reserved messages are used up: then it must not
    /// be sent.
    /// </summary>
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

    /// <summary>Waits until a command can be sent, and counts it.</summary>
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
                if (wait < TimeSpan.Zero)
                {
                    // It has become time between the two looks at the clock.
                    continue;
                }
            }

            // Timers truncate fractions of a millisecond. Without one more millisecond, the wait would repeatedly end too early.
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
