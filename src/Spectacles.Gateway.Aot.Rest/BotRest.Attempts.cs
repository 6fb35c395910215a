using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Rest;

/// <content>One attempt to send a request.</content>
public sealed partial class BotRest
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private const int LargestError = 1024 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RestAnswer> AttemptAsync(
        RestRequest request,
        JsonBody? body,
        RestPermit permit,
        Repetition repetition,
        CallDeadline deadline,
        Activity? activity)
    {
        var message = NewMessage(request, body, permit); // Not disposed here: the body serves the next attempt, too.
        RestMeter.Instance.Waited(request.Route, permit.Waited);
        long sentAt = time.GetTimestamp();
        bool isCounted = false;
        HttpStatusCode status = 0;
        string? error = null;
        try
        {
            using var response = await SendMessageAsync(message, deadline.Token).ConfigureAwait(false);
            status = response.StatusCode;
            if (status == HttpStatusCode.TooManyRequests)
            {
                using var limit = await RestAnswer.ReadAsync(request.Route, response, LargestError, deadline.Token).ConfigureAwait(false);
                isCounted = true;
                RestMeter.Instance.Limited(request.Route, permit.Answered(response, ErrorBody.ReadRetryAfter(limit.Bytes)).Scope);
                return request.CanRepeat
                    ? new RestAnswer(request.Route, AttemptOutcome.Limited)
                    : throw ErrorBody.Read(request.Route, status, limit.Bytes);
            }

            isCounted = true;
            permit.Answered(response);
            if (response.IsSuccessStatusCode)
            {
                return await RestAnswer.ReadAsync(request.Route, response, LargestAnswer, deadline.Token).ConfigureAwait(false);
            }

            if (repetition.MayFollow(request.Route, status) && request.CanRepeat)
            {
                return new RestAnswer(request.Route, AttemptOutcome.Failed);
            }

            using var refusal = await RestAnswer.ReadAsync(request.Route, response, LargestError, deadline.Token).ConfigureAwait(false);
            throw ErrorBody.Read(request.Route, status, refusal.Bytes);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && MayRepeat(request, repetition, exception))
        {
            error = exception.GetType().FullName;
            return new RestAnswer(request.Route, AttemptOutcome.Failed);
        }
        catch (Exception exception)
        {
            error = exception.GetType().FullName;
            throw;
        }
        finally
        {
            if (!isCounted)
            {
                permit.NotAnswered();
            }

            if (request.Form is not null)
            {
                message.Dispose();
            }

            RestMeter.Instance.Requested(request.Route, time.GetElapsedTime(sentAt), (int)status, error, activity);
        }
    }

    private static bool MayRepeat(RestRequest request, Repetition repetition, Exception exception) =>
        repetition.MayFollow(request.Route, exception) && request.CanRepeat;

    // HttpClient would read the whole answer first.
    private Task<HttpResponseMessage> SendMessageAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : http.SendAsync(message, cancellationToken);

    private HttpRequestMessage NewMessage(RestRequest request, JsonBody? body, RestPermit permit)
    {
        try
        {
            var message = new HttpRequestMessage(request.Route.Method, new Uri(request.Address, RawPath));
            if (!request.Route.Traits.HasFlag(RestTraits.Unauthorized))
            {
                message.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            if (request.Reason is { Length: > 0 } reason)
            {
                message.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
            }

            message.Content = request.Form?.Create(request.Route, body?.Bytes ?? default) ?? body;
            return message;
        }
        catch
        {
            permit.Release();
            throw;
        }
    }
}
