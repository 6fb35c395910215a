using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>The headers of rate limits.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal static class RateLimitHeaders
{
    public const string RetryAfter = "Retry-After";
    public const string Scope = "X-RateLimit-Scope";
    public const string Global = "X-RateLimit-Global";

    private const string Milliseconds = "0.000";

    /// <summary>The headers that announce the limit of a route.</summary>
    /// <param name="bucket">The bucket's id.</param>
    /// <param name="reading">The state of the limit.</param>
    /// <param name="now">The time of Discord's clock.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(string bucket, LimitReading reading, DateTimeOffset now) =>
    [
        ("X-RateLimit-Limit", reading.Limit.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Remaining", reading.Remaining.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Reset", Seconds(now + reading.ResetAfter - DateTimeOffset.UnixEpoch)),
        ("X-RateLimit-Reset-After", Seconds(reading.ResetAfter)),
        ("X-RateLimit-Bucket", bucket),
    ];

    /// <summary>Rounded up to a millisecond, so that a client that waits for it is not early.</summary>
    private static string Seconds(TimeSpan time) =>
        (Math.Ceiling((decimal)time.Ticks / TimeSpan.TicksPerMillisecond) / 1000).ToString(Milliseconds, CultureInfo.InvariantCulture);
}
