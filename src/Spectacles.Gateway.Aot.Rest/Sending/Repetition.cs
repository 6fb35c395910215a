using System.Net;

namespace Spectacles.Gateway.Rest;

/// <summary>Decides whether a request is sent again after an error, and when.</summary>
internal struct Repetition
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private int tries;

    /// <summary>Whether a second request has a second effect because of its body, although that of its route has none.</summary>
    public bool HasSecondEffect { private get; set; }

    /// <summary>Whether an earlier request was sent, so that it may have had its effect, although its answer was lost.</summary>
    public bool MayHaveHadEffect { get; private set; }

    /// <summary>Whether the request may be sent again after an error of the network.</summary>
    /// <param name="route">The route.</param>
    /// <param name="error">The error.</param>
    public bool MayFollow(in RestRoute route, HttpRequestException error)
    {
        bool wasSent = !WasNotSent(error);
        MayHaveHadEffect |= wasSent;
        return tries < MostTries - 1 && (IsRepeatable(route) || !wasSent);
    }

    /// <summary>Whether the request may be sent again after an answer.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#http-http-response-codes</remarks>
    public bool MayFollow(in RestRoute route, HttpStatusCode status)
    {
        bool isLost = status >= HttpStatusCode.InternalServerError;
        MayHaveHadEffect |= isLost;
        return isLost && tries < MostTries - 1 && IsRepeatable(route);
    }

    /// <summary>Counts a try, and returns the time until the next one.</summary>
    public TimeSpan Next()
    {
        double wait = Math.Min(FirstWait.TotalSeconds * (1 << tries), LongestWait.TotalSeconds);
        tries++;
        return TimeSpan.FromSeconds(wait * (0.5 + Random.Shared.NextDouble()));
    }

    private readonly bool IsRepeatable(in RestRoute route) => !HasSecondEffect && !route.Traits.HasFlag(RestTraits.NotRepeatable);

    private static bool WasNotSent(HttpRequestException error) => error.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
