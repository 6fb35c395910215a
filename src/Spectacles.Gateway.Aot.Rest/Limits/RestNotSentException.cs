using System.Globalization;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A call was not sent because Discord would have refused it, or because it could not have its turn in time. It had no effect and may be
/// repeated.
/// </summary>
public sealed class RestNotSentException : Exception
{
    internal RestNotSentException(RestNotSentReason reason, string route, TimeSpan? retryAfter)
        : base(Describe(reason, route, retryAfter))
    {
        Reason = reason;
        Route = route;
        RetryAfter = retryAfter;
    }

    /// <summary>Why the call was not sent.</summary>
    public RestNotSentReason Reason { get; }

    /// <summary>The method and the template of the route, such as <c>POST /channels/{channel_id}/messages</c>.</summary>
    public string Route { get; }

    /// <summary>The time, from the throw on, after which a call may be sent; null if that is not known.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string Describe(RestNotSentReason reason, string route, TimeSpan? retryAfter)
    {
        string next = retryAfter is { } wait
            ? string.Create(CultureInfo.InvariantCulture, $" It can be sent in {wait.TotalSeconds:0.###} s.")
            : "";
        return reason switch
        {
            RestNotSentReason.Deadline => $"{route} was not sent: a rate limit does not allow it before its deadline.{next}",
            RestNotSentReason.QueueFull =>
                $"{route} was not sent: the limit of waiting calls is reached. Send fewer calls, or raise RateLimitOptions.QueueLimit.",
            RestNotSentReason.InvalidRequests =>
                $"{route} was not sent: there were too many responses with 401, 403 or 429 in the last ten minutes, and Discord bans"
                + $" an address for them. Find the calls that fail.{next}",
            _ => $"{route} was not sent: Discord has refused the bot's token (401). Create a client with a valid token.",
        };
    }
}
