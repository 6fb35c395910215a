using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Rest;

/// <content>One attempt to send a request.</content>
public sealed partial class BotRest
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private const int LargestError = 1024 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AttemptAsync(RestCall call, RestPermit permit, Activity? activity)
    {
        var route = call.Request.Route;
        long sentAt = time.GetTimestamp();
        bool isReleased = false;
        HttpStatusCode status = 0;
        HttpRequestMessage? message = null;
        string authorization = token.Authorization;
        string? error = null;
        call.Outcome = AttemptOutcome.Failed;
        try
        {
            RestMeter.Instance.Waited(route, permit.Waited);
            message = NewMessage(call, authorization); // Not disposed below, unless it has a form: the body serves the next attempt, too.
            using var response = await SendMessageAsync(message, call.Token).ConfigureAwait(false);
            status = response.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
            {
                isReleased = true;
                await ReadLimitAsync(call, permit, response).ConfigureAwait(false);
                call.Outcome = call.Request.CanRepeat ? AttemptOutcome.Refused : throw ErrorBody.Read(route, status, call.Answer);
                return;
            }

            if (status == HttpStatusCode.Unauthorized && IsAuthorized(route)
                && await token.HasReplacedAsync(authorization, call.Token).ConfigureAwait(false))
            {
                permit.Answered(response, isTokenReplaced: true);
                isReleased = true;
                call.Outcome = call.Request.CanRepeat ? AttemptOutcome.Refused : throw ErrorBody.Read(route, status, default);
                return;
            }

            permit.Answered(response);
            isReleased = true;
            if (call.MayRepeatAfter(status))
            {
                call.Failure = $"HTTP {(int)status}";
            }
            else
            {
                await ReadAnswerAsync(call, response).ConfigureAwait(false);
                call.Outcome = response.IsSuccessStatusCode && !ErrorBody.IsError(status, call.Answer)
                    ? AttemptOutcome.Answered
                    : throw ErrorBody.Read(route, status, call.Answer);
            }
        }
        catch (Exception exception) when (NetworkErrorOf(exception, call.Token) is { } networkError)
        {
            error = exception.GetType().FullName;
            if (!call.MayRepeatAfter(networkError))
            {
                if (ReferenceEquals(networkError, exception))
                {
                    throw;
                }

                throw networkError;
            }

            call.Failure = networkError.Message;
        }
        catch (Exception exception)
        {
            error = exception.GetType().FullName;
            throw;
        }
        finally
        {
            if (message is null)
            {
                permit.Release();
            }
            else if (!isReleased)
            {
                permit.NotAnswered();
            }

            if (status == 0)
            {
                call.Spoil();
            }

            if (call.Request.Form is not null)
            {
                message?.Dispose();
            }

            RestMeter.Instance.Requested(route, time.GetElapsedTime(sentAt), (int)status, error, activity);
        }
    }

    // HttpClient would read the whole answer first.
    private Task<HttpResponseMessage> SendMessageAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : http.SendAsync(message, cancellationToken);

    private static HttpRequestMessage NewMessage(RestCall call, string authorization)
    {
        var request = call.Request;
        var message = new HttpRequestMessage(request.Route.Method, new Uri(request.Address, RawPath));
        if (IsAuthorized(request.Route))
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (request.Reason is { Length: > 0 } reason)
        {
            message.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
        }

        message.Content = request.Form?.Create(request.Route, call.Body?.Bytes ?? default)
            ?? (HttpContent?)call.Body ?? EmptyContent(request.Route);
        return message;
    }

    private static bool IsAuthorized(in RestRoute route) => !route.Traits.HasFlag(RestTraits.Unauthorized);

    // Without a content, the platform itself sends a request again when the connection breaks.
    private static ByteArrayContent? EmptyContent(in RestRoute route) =>
        route.Traits.HasFlag(RestTraits.NotRepeatable) ? new ByteArrayContent([]) : null;

    /// <summary>Returns an error of the network; null for any other exception.</summary>
    /// <remarks>
    /// A time limit of the handler ends a request as if it were canceled. That of the client's own is one for connecting.
    /// </remarks>
    private HttpRequestException? NetworkErrorOf(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException known => known,
        IOException broken => BrokenAnswer(broken),
        OperationCanceledException when !cancellationToken.IsCancellationRequested => new HttpRequestException(
            options.Http is null ? HttpRequestError.ConnectionError : HttpRequestError.Unknown,
            "The request was ended by a time limit of its handler.",
            exception),
        _ => null,
    };

    private static HttpRequestException BrokenAnswer(IOException exception) => new(
        (exception as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown, exception.Message, exception);

    private static async ValueTask ReadLimitAsync(RestCall call, RestPermit permit, HttpResponseMessage response)
    {
        try
        {
            await ReadAnswerAsync(call, response).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DiscordApiException)
        {
            // The headers say how long to wait, too.
        }
        finally
        {
            RestMeter.Instance.Limited(call.Request.Route, permit.Answered(response, ErrorBody.ReadRetryAfter(call.Answer)).Scope);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReadAnswerAsync(RestCall call, HttpResponseMessage response)
    {
        call.BeginAnswer(response.StatusCode, response.IsSuccessStatusCode ? LargestAnswer : LargestError);
        var stream = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
        while (await stream.ReadAsync(call.GetMemory(), call.Token).ConfigureAwait(false) is > 0 and var count)
        {
            call.Advance(count, response.StatusCode);
        }
    }
}
