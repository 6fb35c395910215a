using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>Answers of the proxy itself, in Discord's form. The messages are its own and have nothing to escape but quotes.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit</remarks>
internal static class ProxyAnswer
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    /// <summary>Answers a call that was not sent to Discord.</summary>
    public static Task NotSentAsync(HttpContext context, RestNotSentException refusal) =>
        refusal.Reason == RestNotSentReason.TokenRefused
            ? FailAsync(context, StatusCodes.Status401Unauthorized, "401: Unauthorized")
            : NotSentAsync(context, refusal.Message, refusal.RetryAfter);

    /// <summary>
    /// Answers a call that was not sent to Discord with 429: every client knows that it had no effect and when to send it again. The scope
    /// is <c>shared</c>, so that the client does not count it as an invalid request, which Discord has not seen.
    /// </summary>
    public static Task NotSentAsync(HttpContext context, string message, TimeSpan? retryAfter = null)
    {
        var wait = retryAfter ?? ShortWait;
        context.Response.Clear();
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["X-RateLimit-Scope"] = "shared";
        string fields = string.Create(CultureInfo.InvariantCulture, $",\"retry_after\":{wait.TotalSeconds:0.###},\"global\":false");
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, message, fields);
    }

    /// <summary>Answers with an error, in place of a response of Discord of which nothing has been passed on.</summary>
    public static Task FailAsync(HttpContext context, int status, string message)
    {
        context.Response.Clear();
        return WriteAsync(context, status, message, "");
    }

    private static Task WriteAsync(HttpContext context, int status, string message, string fields)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        byte[] body = Encoding.UTF8.GetBytes($"{{\"message\":\"{message.Replace('"', '\'')}\",\"code\":0{fields}}}");
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
