using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway.Rest;

/// <summary>Compares lanes by their keys, so that a lane is found by a key without a dictionary that is compiled for that struct.</summary>
internal sealed class LanesByKey : IEqualityComparer<RateLimitLane>, IAlternateEqualityComparer<RateLimitKey, RateLimitLane>
{
    public bool Equals(RateLimitLane? x, RateLimitLane? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Key, y));

    public bool Equals(RateLimitKey alternate, RateLimitLane other)
    {
        var key = other.Key;
        return alternate.Major == key.Major
            && alternate.Route.Template == key.Route.Template
            && alternate.Route.Method == key.Route.Method
            && alternate.Route.Traits == key.Route.Traits
            && alternate.Token == key.Token;
    }

    public int GetHashCode([DisallowNull] RateLimitLane obj) => GetHashCode(obj.Key);

    public int GetHashCode(RateLimitKey alternate) => HashCode.Combine(
        alternate.Major.GetHashCode(), string.GetHashCode(alternate.Route.Template, StringComparison.Ordinal), alternate.TokenHash);

    public RateLimitLane Create(RateLimitKey alternate) => throw new NotSupportedException("A lane is created with its bucket.");
}
