using System.Net;

namespace Spectacles.Gateway.Rest;

/// <summary>Decides whether a request is sent again after an error, and when.</summary>
internal struct Repetition
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private int tries;

    /// <summary>Whether the request may be sent again after an error of the network.</summary>
    /// <param name="route">The route.</param>
    /// <param name="error">The error.</param>
    public readonly bool MayFollow(in RestRoute route, HttpRequestException error) =>
        tries < MostTries - 1 && (!route.Traits.HasFlag(RestTraits.NotRepeatable) || WasNotSent(error));

    /// <summary>Whether the request may be sent again after an answer.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#http-http-response-codes</remarks>
    public readonly bool MayFollow(in RestRoute route, HttpStatusCode status) =>
        status >= HttpStatusCode.InternalServerError && tries < MostTries - 1 && !route.Traits.HasFlag(RestTraits.NotRepeatable);

    /// <summary>Counts a try, and returns the time until the next one.</summary>
    public TimeSpan Next()
    {
        double wait = Math.Min(FirstWait.TotalSeconds * (1 << tries), LongestWait.TotalSeconds);
        tries++;
        return TimeSpan.FromSeconds(wait * (0.5 + Random.Shared.NextDouble()));
    }

    private static bool WasNotSent(HttpRequestException error) => error.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
