using System.Net;
using Microsoft.AspNetCore.Http;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>Sends a request on after its turn, and its response back.</summary>
internal sealed class Forwarder(RestProxyOptions options, TimeProvider time, ProxyCounts counts) : IDisposable
{
    /// <summary>
    /// Smaller bodies are kept until the response, and sent again after a 429. Larger ones, such as uploads, are not kept.
    /// </summary>
    private const int LargestKeptBody = 256 * 1024;

    /// <summary>Headers that belong to one connection.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1</remarks>
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Host", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Expect",
    };

    // Addresses contain tokens: without a propagator the platform makes no activity that would name them.
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    });

    public void Dispose() => http.Dispose();

    /// <summary>Forwards a request. A client that ends the request gives up its place.</summary>
    public async Task ForwardAsync(HttpContext context, string target, ProxiedCall call, RateLimits limits)
    {
        var cancel = context.RequestAborted;
        long deadline = time.GetTimestamp() + (long)(options.Deadline.TotalSeconds * time.TimestampFrequency);
        try
        {
            byte[]? kept = await KeepAsync(context.Request, cancel);
            var permit = await limits.AcquireAsync(call.Route, call.Major, call.Token, deadline, cancel);
            while (!await TryForwardAsync(context, target, permit, kept))
            {
                permit = await permit.AcquireAgainAsync(deadline, cancel);
            }
        }
        catch (RestNotSentException refusal)
        {
            counts.NotSent(refusal.Reason);
            await ProxyAnswer.NotSentAsync(context, refusal);
        }
        catch (ObjectDisposedException) when (!context.Response.HasStarted)
        {
            await ProxyAnswer.NotSentAsync(context, "The proxy stops.");
        }
        catch (Exception failed) when (MayAnswer(context, failed) && IsOfConnection(failed))
        {
            await ProxyAnswer.FailAsync(
                context, StatusCodes.Status502BadGateway, "The proxy could not reach Discord, or the connection broke.");
        }
        catch (OperationCanceledException late) when (MayAnswer(context, late))
        {
            await ProxyAnswer.FailAsync(
                context, StatusCodes.Status504GatewayTimeout, $"Discord did not answer within {options.Deadline.TotalSeconds} s.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static bool MayAnswer(HttpContext context, Exception failed) =>
        !context.Response.HasStarted && (failed is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested);

    /// <summary>Whether Discord could not be reached. The handler says the end of its time for a connection as a cancellation.</summary>
    private static bool IsOfConnection(Exception failed) =>
        failed is HttpRequestException or OperationCanceledException { InnerException: TimeoutException };

    /// <returns>Whether there is a response. If not, a limit refused the request, and it can be sent again.</returns>
    private async Task<bool> TryForwardAsync(HttpContext context, string target, RestPermit permit, byte[]? kept)
    {
        using var timeLimit = new CancellationTokenSource(options.Deadline, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, context.RequestAborted);
        var cancel = ending.Token;
        bool isCounted = false;
        try
        {
            using var request = NewRequest(context.Request, target, kept);
            using var response = await http.SendAsync(request, cancel);
            TimeSpan? retryAfter = null;
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await response.Content.LoadIntoBufferAsync(LargestKeptBody, cancel);
                retryAfter = ErrorBody.ReadRetryAfter(await response.Content.ReadAsByteArrayAsync(cancel));
            }

            isCounted = true;
            var verdict = permit.Answered(response, retryAfter);
            counts.Answered(response.StatusCode, verdict.Scope);
            if (verdict.IsLimited && (kept is not null || request.Content is null))
            {
                return false;
            }

            await SendBackAsync(response, context, cancel);
            return true;
        }
        finally
        {
            if (!isCounted)
            {
                permit.NotAnswered();
            }
        }
    }

    private HttpRequestMessage NewRequest(HttpRequest received, string target, byte[]? kept)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Parse(received.Method),
            new Uri(
                $"{options.Upstream.GetLeftPart(UriPartial.Authority)}{target}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = kept is not null ? new ByteArrayContent(kept) : HasBody(received) ? new StreamContent(received.Body) : null,
        };
        foreach (var (name, values) in received.Headers)
        {
            if (!OfConnection.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    private static async Task SendBackAsync(HttpResponseMessage response, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!OfConnection.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await response.Content.CopyToAsync(context.Response.Body, cancellationToken);
    }

    /// <summary>Reads a small body; null if there is none or it is large or of unknown length.</summary>
    private static async Task<byte[]?> KeepAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not (> 0 and <= LargestKeptBody and long length))
        {
            return null;
        }

        byte[] body = new byte[length];
        await request.Body.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
}
