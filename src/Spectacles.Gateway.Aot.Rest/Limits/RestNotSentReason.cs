namespace Spectacles.Gateway.Rest;

/// <summary>Why a call was not sent.</summary>
public enum RestNotSentReason
{
    /// <summary>A rate limit does not allow the call before its deadline, or other calls were in front of it until then.</summary>
    Deadline,

    /// <summary><see cref="RateLimitOptions.QueueLimit"/> calls are waiting already.</summary>
    QueueFull,

    /// <summary>
    /// There have been <see cref="RateLimitOptions.InvalidRequestLimit"/> invalid requests in ten minutes, and more of them lead to a ban.
    /// </summary>
    InvalidRequests,

    /// <summary>Discord has refused the bot's token with 401.</summary>
    TokenRefused,
}
