using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Spectacles.Gateway.Testing;

/// <summary>A fault of a REST call. Except with <see cref="CutAfterCall"/> the call is not carried out.</summary>
public sealed record RestFault
{
    private const string JsonType = "application/json";
    private const string HtmlType = "text/html; charset=UTF-8";
    private const int TooManyRequests = 429;

    private RestFault()
    {
    }

    /// <summary>The connection is cut with a TCP reset. The call has not been carried out.</summary>
    public static RestFault CutBeforeCall { get; } = new() { How = Manner.CutBefore };

    /// <summary>
    /// The call is carried out and then the connection is cut with a TCP reset: the client receives no response, and can't know whether the
    /// call took effect.
    /// </summary>
    public static RestFault CutAfterCall { get; } = new() { How = Manner.CutAfter };

    /// <summary>401, as after the token was reset.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#http</remarks>
    public static RestFault Unauthorized { get; } = Error(401, 0, "401: Unauthorized");

    internal enum Manner
    {
        Response,
        CutBefore,
        CutAfter,
    }

    internal Manner How { get; private init; }

    internal int Status { get; private init; }

    internal string ContentType { get; private init; } = JsonType;

    internal byte[] Body { get; private init; } = [];

    internal IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    /// <summary>The scope of a 429 by Discord; null for any other response.</summary>
    internal RateLimitScope? Scope { get; private init; }

    /// <summary>An error of Discord.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Discord's error code, such as 50001; 0 for none.</param>
    /// <param name="message">Discord's message.</param>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The status is not between 400 and 599.</exception>
    public static RestFault Error(int status, int code, string message)
    {
        CheckStatus(status);
        ArgumentNullException.ThrowIfNull(message);
        return new RestFault
        {
            Status = status,
            Body = ErrorBody.Write(code, message),
        };
    }

    /// <summary>
    /// 429 of Discord. Unless the scope is <see cref="RateLimitScope.Global"/>, the response also has the headers of the route, in which
    /// calls may remain.
    /// </summary>
    /// <param name="scope">What the limit belongs to.</param>
    /// <param name="retryAfter">
    /// The wait: in <c>retry_after</c> exactly, in the header <c>Retry-After</c> rounded up to whole seconds.
    /// </param>
    /// <param name="code">The error code of some limits, such as 20028 for writes to a channel; null for none.</param>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The wait is negative.</exception>
    public static RestFault RateLimit(RateLimitScope scope, TimeSpan retryAfter, int? code = null) =>
        RateLimit(scope, retryAfter, code, RetryHeader(retryAfter));

    /// <summary>
    /// A response of the proxy in front of Discord, which the call does not pass: an HTML page, and no rate limit headers. 429 and 403 are
    /// how an address is banned, 502 to 504 how an outage shows.
    /// </summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">The header <c>Retry-After</c>, rounded up to whole seconds; null omits it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not between 400 and 599, or the wait is negative.</exception>
    public static RestFault FromProxy(int status, TimeSpan? retryAfter = null)
    {
        CheckStatus(status);
        string title = string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.GetReasonPhrase(status)}");
        return new RestFault
        {
            Status = status,
            ContentType = HtmlType,
            Headers = RetryHeader(retryAfter),
            Body = Encoding.UTF8.GetBytes(
                $"<html>\r\n<head><title>{title}</title></head>\r\n"
                + $"<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n"),
        };
    }

    /// <summary>An error with <c>Retry-After</c>; null omits the header. 429 is the limit of a route.</summary>
    internal static RestFault Refusal(int status, TimeSpan? retryAfter) => status == TooManyRequests
        ? RateLimit(RateLimitScope.User, retryAfter ?? TimeSpan.FromSeconds(1), null, RetryHeader(retryAfter))
        : Error(status, 0, "The script refuses this call.") with { Headers = RetryHeader(retryAfter) };

    private static RestFault RateLimit(
        RateLimitScope scope, TimeSpan retryAfter, int? code, IReadOnlyList<(string Name, string Value)> retryHeader) => new()
        {
            Status = TooManyRequests,
            Scope = scope,
            Headers =
        [
            .. retryHeader,
            (RateLimitHeaders.Scope, NameOf(scope)),
            .. scope == RateLimitScope.Global ? [(RateLimitHeaders.Global, "true")] : Array.Empty<(string Name, string Value)>(),
        ],
            Body = Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("message", MessageOf(scope));
                writer.WriteNumber("retry_after", Math.Ceiling(retryAfter.TotalMilliseconds) / 1000);
                writer.WriteBoolean("global", scope == RateLimitScope.Global);
                if (code is { } number)
                {
                    writer.WriteNumber("code", number);
                }

                writer.WriteEndObject();
            }),
        };

    private static IReadOnlyList<(string Name, string Value)> RetryHeader(TimeSpan? retryAfter)
    {
        if (retryAfter is not { } wait)
        {
            return [];
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, nameof(retryAfter));
        return [(RateLimitHeaders.RetryAfter, Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))];
    }

    private static string NameOf(RateLimitScope scope) => scope switch
    {
        RateLimitScope.User => "user",
        RateLimitScope.Global => "global",
        RateLimitScope.Shared => "shared",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "The scope is user, global or shared."),
    };

    private static string MessageOf(RateLimitScope scope) =>
        scope == RateLimitScope.Shared ? "The resource is being rate limited." : "You are being rate limited.";

    private static void CheckStatus(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
    }
}
