namespace Spectacles.Gateway.Rest;

/// <summary>What the calls of one lane have in common.</summary>
/// <param name="route">The route.</param>
/// <param name="major">The id of the channel, guild or webhook in the path; 0 for none.</param>
/// <param name="token">The token of the webhook or interaction in the path; null for none.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#rate-limits</remarks>
internal readonly struct RateLimitKey(RestRoute route, ulong major, string? token)
{
    public RestRoute Route => route;

    public ulong Major => major;

    public string? Token => token;

    /// <summary>A hash of the token: of its end, which is random. Tokens of interactions are long.</summary>
    public int TokenHash => token is null ? 0 : string.GetHashCode(token.AsSpan(Math.Max(0, token.Length - 16)), StringComparison.Ordinal);
}
