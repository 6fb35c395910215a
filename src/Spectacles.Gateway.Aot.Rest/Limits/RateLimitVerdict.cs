namespace Spectacles.Gateway.Rest;

/// <summary>What a response says about the rate limits.</summary>
/// <param name="Scope">The scope of a 429; <see cref="RateLimitScope.None"/> for any other response.</param>
/// <param name="RetryAfter">The wait before the next try, which <see cref="RestPermit.AcquireAgainAsync"/> keeps.</param>
internal readonly record struct RateLimitVerdict(RateLimitScope Scope, TimeSpan RetryAfter)
{
    /// <summary>Whether the call was refused by a rate limit and was not carried out.</summary>
    public bool IsLimited => Scope != RateLimitScope.None;
}
