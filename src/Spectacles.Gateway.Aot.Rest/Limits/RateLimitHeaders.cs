using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The headers of a response that announce limits. Times are durations: the clock of the peer is not used. What can't be read counts as
/// absent. Reading allocates nothing.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal readonly struct RateLimitHeaders
{
    /// <summary>Longer times are taken for this one, so that no sum of times overflows, and a timer can wait for them.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The bucket; null if the response names none.</summary>
    public string? Bucket { get; private init; }

    /// <summary>The calls of a window, at least 1.</summary>
    public int Limit { get; private init; }

    /// <summary>The calls that are left, at least 0.</summary>
    public int Remaining { get; private init; }

    /// <summary>The time until the window ends; null if the response does not say it.</summary>
    public TimeSpan? ResetAfter { get; private init; }

    /// <summary>
    /// The value of <c>Retry-After</c> in a 429, which has whole seconds; null if it is absent or a date, or with another status.
    /// </summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The scope of a 429; none if it is absent.</summary>
    public RateLimitScope Scope { get; private init; }

    /// <summary>Whether the headers announce the window of a bucket.</summary>
    public bool HasWindow => Bucket is not null && ResetAfter is not null && Limit > 0;

    /// <summary>Reads the headers of a response.</summary>
    public static RateLimitHeaders Read(HttpResponseMessage response)
    {
        var raw = response.Headers.NonValidated;
        bool isLimited = response.StatusCode == HttpStatusCode.TooManyRequests;
        return new RateLimitHeaders
        {
            Bucket = Text(raw, "X-RateLimit-Bucket") is { Length: > 0 } bucket ? bucket : null,
            Limit = Number(raw, "X-RateLimit-Limit"),
            Remaining = Number(raw, "X-RateLimit-Remaining"),
            ResetAfter = Seconds(raw, "X-RateLimit-Reset-After"),
            RetryAfter = isLimited ? Seconds(raw, "Retry-After") : null,
            Scope = isLimited ? ReadScope(raw) : RateLimitScope.None,
        };
    }

    /// <summary>Returns a time that Discord has announced as it is used: from 0 to seven days.</summary>
    public static TimeSpan Cap(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time < Longest ? time : Longest;

    private static RateLimitScope ReadScope(HttpHeadersNonValidated raw) => Text(raw, "X-RateLimit-Scope") switch
    {
        "user" => RateLimitScope.User,
        "shared" => RateLimitScope.Shared,
        "global" => RateLimitScope.Global,
        _ => Text(raw, "X-RateLimit-Global") is not null ? RateLimitScope.Global : RateLimitScope.None,
    };

    private static string? Text(HttpHeadersNonValidated raw, string name) =>
        raw.TryGetValues(name, out var values) ? values.ToString() : null;

    private static int Number(HttpHeadersNonValidated raw, string name) =>
        int.TryParse(Text(raw, name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private static TimeSpan? Seconds(HttpHeadersNonValidated raw, string name) =>
        // "NaN" and "-Infinity" are numbers to TryParse.
        double.TryParse(Text(raw, name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value is >= 0 and <= double.MaxValue
            ? TimeSpan.FromSeconds(Math.Min(value, Longest.TotalSeconds))
            : null;
}
