namespace Spectacles.Gateway.Testing;

/// <summary>The rate limit of a connection: 120 payloads of any kind in any 60 seconds.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
internal sealed class SendLimit(TimeProvider time)
{
    public const int Payloads = 120;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Queue<long> sent = new(Payloads);

    /// <summary>Counts one payload; false when it exceeds the limit.</summary>
    public bool TryCount()
    {
        long now = time.GetTimestamp();
        while (sent.TryPeek(out long oldest) && time.GetElapsedTime(oldest, now) >= Window)
        {
            sent.Dequeue();
        }

        if (sent.Count >= Payloads)
        {
            return false;
        }

        sent.Enqueue(now);
        return true;
    }
}
