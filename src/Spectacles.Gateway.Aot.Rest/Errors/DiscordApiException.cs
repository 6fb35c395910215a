using System.Net;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// Discord refused a request, cannot answer it yet, or its answer cannot be read. The exception never contains an address or a token.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#http</remarks>
public sealed class DiscordApiException : Exception
{
    private const int ShownErrors = 5;

    internal DiscordApiException(RestRoute route, HttpStatusCode status, string message, Exception? inner = null)
        : base($"{route}: {message}", inner)
    {
        Route = route;
        Status = status;
        DiscordMessage = "";
        Errors = [];
    }

    internal DiscordApiException(RestRoute route, HttpStatusCode status, int code, string message, IReadOnlyList<DiscordFieldError> errors)
        : base(Describe(route, status, code, message, errors))
    {
        Route = route;
        Status = status;
        Code = code;
        DiscordMessage = message;
        Errors = errors;
    }

    /// <summary>The route.</summary>
    public RestRoute Route { get; }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Discord's code, such as 50013 (missing permissions); 0 if the answer has none.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes</remarks>
    public int Code { get; }

    /// <summary>Discord's sentence; empty if the answer has none.</summary>
    public string DiscordMessage { get; }

    /// <summary>What is wrong with the fields of the request; empty if Discord names none.</summary>
    public IReadOnlyList<DiscordFieldError> Errors { get; }

    /// <summary>
    /// The time, from the throw on, after which the request can be made again; null if Discord does not say it. It does while a search is
    /// not possible yet, because Discord has to index the guild first (code 110000).
    /// </summary>
    public TimeSpan? RetryAfter { get; internal init; }

    internal static DiscordApiException Unreadable(RestRoute route, HttpStatusCode status, Exception inner) =>
        new(route, status, $"The answer is not what the route is documented to return: {PeerText.Escape(inner.Message)}", inner);

    private static string Describe(
        RestRoute route,
        HttpStatusCode status,
        int code,
        string message,
        IReadOnlyList<DiscordFieldError> errors)
    {
        string what = $"{route}: Discord answered {(int)status}";
        what += code != 0 ? $" with the error {code}" : "";
        what += message.Length > 0 ? $": {message}" : ".";
        for (int i = 0; i < errors.Count && i < ShownErrors; i++)
        {
            what += $" {errors[i]}.";
        }

        return errors.Count > ShownErrors ? $"{what} Errors has {errors.Count - ShownErrors} more." : what;
    }
}
