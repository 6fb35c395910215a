namespace Spectacles.Gateway.Testing;

/// <summary>The invalid requests of the last 10 minutes. Not safe for several threads.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans</remarks>
internal sealed class InvalidRequestLog(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly Queue<long> times = new();

    public int Count
    {
        get
        {
            while (times.TryPeek(out long oldest) && time.GetElapsedTime(oldest) >= Period)
            {
                times.Dequeue();
            }

            return times.Count;
        }
    }

    public void Add() => times.Enqueue(time.GetTimestamp());

    public void Clear() => times.Clear();
}
