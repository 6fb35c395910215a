namespace Spectacles.Gateway.Rest;

/// <summary>What the lanes of one bucket have in common. A class, so that the dictionary of buckets shares the code of others.</summary>
/// <param name="id">The value of <c>X-RateLimit-Bucket</c>. It does not contain the major parameter.</param>
/// <param name="key">The key of one of the lanes, whose route may be another than that of the others.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal sealed class RateLimitBucketKey(string id, in RateLimitKey key) : IEquatable<RateLimitBucketKey>
{
    private readonly ulong major = key.Major;
    private readonly string? token = key.Token;
    private readonly int tokenHash = key.TokenHash;

    // These decide which global limit applies.
    private readonly RestTraits traits = key.Route.Traits & ~RestTraits.NotRepeatable;

    public string Id => id;

    public bool Equals(RateLimitBucketKey? other) =>
        other is not null && id == other.Id && major == other.major && token == other.token && traits == other.traits;

    public override bool Equals(object? obj) => Equals(obj as RateLimitBucketKey);

    public override int GetHashCode() => HashCode.Combine(
        string.GetHashCode(id, StringComparison.Ordinal), major.GetHashCode(), tokenHash);
}
