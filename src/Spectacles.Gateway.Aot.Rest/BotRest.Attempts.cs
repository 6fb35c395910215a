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
        var message = NewMessage(call, permit); // Not disposed here: the body serves the next attempt, too.
        RestMeter.Instance.Waited(route, permit.Waited);
        long sentAt = time.GetTimestamp();
        bool isCounted = false;
        HttpStatusCode status = 0;
        string? error = null;
        call.Outcome = AttemptOutcome.Failed;
        try
        {
            using var response = await SendMessageAsync(message, call.Token).ConfigureAwait(false);
            status = response.StatusCode;
            bool isLimited = status == HttpStatusCode.TooManyRequests;
            if (!isLimited)
            {
                isCounted = true;
                permit.Answered(response);
                if (call.MayRepeatAfter(status))
                {
                    return;
                }
            }

            call.BeginAnswer(response.IsSuccessStatusCode ? LargestAnswer : LargestError);
            var stream = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
            while (await stream.ReadAsync(call.GetMemory(), call.Token).ConfigureAwait(false) is > 0 and var count)
            {
                call.Advance(count, status);
            }

            if (isLimited)
            {
                isCounted = true;
                RestMeter.Instance.Limited(route, permit.Answered(response, ErrorBody.ReadRetryAfter(call.Answer)).Scope);
            }

            call.Outcome = response.IsSuccessStatusCode ? AttemptOutcome.Answered
                : isLimited && call.Request.CanRepeat ? AttemptOutcome.Limited
                : throw ErrorBody.Read(route, status, call.Answer);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && call.MayRepeatAfter(exception))
        {
            error = exception.GetType().FullName;
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

            if (status == 0)
            {
                call.Spoil();
            }

            if (call.Request.Form is not null)
            {
                message.Dispose();
            }

            RestMeter.Instance.Requested(route, time.GetElapsedTime(sentAt), (int)status, error, activity);
        }
    }

    // HttpClient would read the whole answer first.
    private Task<HttpResponseMessage> SendMessageAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        http is HttpClient client
            ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : http.SendAsync(message, cancellationToken);

    private HttpRequestMessage NewMessage(RestCall call, RestPermit permit)
    {
        var request = call.Request;
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

            message.Content = request.Form?.Create(request.Route, call.Body?.Bytes ?? default) ?? call.Body;
            return message;
        }
        catch
        {
            permit.Release();
            throw;
        }
    }
}
