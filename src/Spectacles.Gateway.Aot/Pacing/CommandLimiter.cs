namespace Spectacles.Gateway.Pacing;

/// <summary>
/// Keeps a connection under Discord's limit of sent messages: an exact sliding window, of which a part is left to heartbeats.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
/// <param name="time">The clock.</param>
internal sealed class CommandLimiter(TimeProvider time)
{
    /// <summary>What Discord allows in <see cref="Window"/>, of every opcode together.</summary>
    public const int Limit = 120;

    /// <summary>Two heartbeats a minute, those that the server asks for, and IDENTIFY or RESUME.</summary>
    public const int Reserved = 6;

    /// <summary>60 seconds, and a margin for the way that a message takes to the server.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60.5);

    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> sent = new(Limit);

    /// <summary>Counts a message of the shard's own, which never waits.</summary>
    public void Count()
    {
        lock (gate)
        {
            Forget(time.GetUtcNow());
            sent.Enqueue(time.GetUtcNow());
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
                var now = time.GetUtcNow();
                Forget(now);
                if (sent.Count < Limit - Reserved)
                {
                    sent.Enqueue(now);
                    return;
                }

                wait = sent.Peek() + Window - now;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (sent.TryPeek(out var oldest) && now - oldest >= Window)
        {
            sent.Dequeue();
        }
    }
}
