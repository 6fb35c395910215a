namespace Spectacles.Gateway.Testing;

/// <summary>How much a connection may send: 120 payloads of any kind in any 60 seconds.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
internal sealed class SendLimit(TimeProvider clock)
{
    public const int Payloads = 120;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Queue<long> sent = new(Payloads);

    /// <summary>Counts one payload; false when it is one too many.</summary>
    public bool TryCount()
    {
        long now = clock.GetTimestamp();
        while (sent.TryPeek(out long oldest) && clock.GetElapsedTime(oldest, now) >= Window) sent.Dequeue();
        if (sent.Count >= Payloads) return false;
        sent.Enqueue(now);
        return true;
    }
}
