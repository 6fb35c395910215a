namespace Spectacles.Gateway.Rest;

/// <summary>The options of a client's rate limits. The defaults suit a bot that has the limits of Discord's documentation.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits</remarks>
public sealed record RateLimitOptions
{
    /// <summary>
    /// The calls per second on all routes together, 50 by default. Discord raises it for large bots on request. Calls without the bot's
    /// token are counted apart from those with it, with the same limit, because Discord counts them for the address. Calls that answer
    /// interactions are not counted.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#global-rate-limit</remarks>
    public int GlobalLimit { get; init; } = 50;

    /// <summary>
    /// The number of calls that may wait, on all routes together; 10,000 by default. A further call that would have to wait fails at once
    /// with <see cref="RestNotSentReason.QueueFull"/>. Calls that answer an interaction do not fail because of others: for them it is the
    /// number of calls that may wait on the same route of the same interaction. Calls that Discord has refused with 429 wait in any case.
    /// </summary>
    public int QueueLimit { get; init; } = 10_000;

    /// <summary>
    /// The number of responses with 401, 403 or 429 in ten minutes after which calls fail at once with
    /// <see cref="RestNotSentReason.InvalidRequests"/>; 9,500 by default. At 10,000 Discord bans the address. The difference is for calls
    /// that are on their way, and for other processes with the same address. Calls that answer interactions are not stopped.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans</remarks>
    public int InvalidRequestLimit { get; init; } = 9_500;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(GlobalLimit, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(QueueLimit);
        ArgumentOutOfRangeException.ThrowIfLessThan(InvalidRequestLimit, 1);
    }
}
