using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Rest;

/// <content>How a request is sent: until there is an answer.</content>
public sealed partial class BotRest
{
    // Not generic, and without an allocation: every call shares this code.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(RestCall call)
    {
        var route = call.Request.Route;
        var activity = RestMeter.StartCall(route);
        string? error = null;
        bool wasTried = false;
        try
        {
            call.WriteBody(defaults);
            if (limits.IsTokenRefused && token.LastRefused is { } refused
                && await token.HasReplacedAsync(refused, call.Token).ConfigureAwait(false))
            {
                limits.TokenReplaced();
            }

            var permit = await limits
                .AcquireAsync(route, call.Request.Major, call.Request.TokenKey, call.EndsAt, call.CallerToken)
                .ConfigureAwait(false);
            while (true)
            {
                await AttemptAsync(call, permit, activity).ConfigureAwait(false);
                if (call.Outcome == AttemptOutcome.Answered)
                {
                    return;
                }

                if (call.Outcome == AttemptOutcome.Failed)
                {
                    wasTried = true;
                    await WaitToRepeatAsync(call).ConfigureAwait(false);
                }

                permit = await permit.AcquireAgainAsync(call.EndsAt, call.CallerToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException
                || (wasTried && exception is RestNotSentException { Reason: RestNotSentReason.Deadline }))
        {
            // A call that was tried before may have had an effect, although it was not sent again.
            var end = EndOf(call, $"{route}: the call", exception);
            error = end.GetType().FullName;
            throw end;
        }
        catch (RestNotSentException exception) when (wasTried)
        {
            error = exception.GetType().FullName;
            throw new HttpRequestException(
                $"{route}: the request failed after it was sent ({call.Failure}). It is not sent again ({exception.Reason}).", exception);
        }
        catch (Exception exception)
        {
            error = exception.GetType().FullName;
            throw;
        }
        finally
        {
            RestMeter.EndCall(activity, error);
        }
    }

    private Task WaitToRepeatAsync(RestCall call)
    {
        var route = call.Request.Route;
        var wait = call.NextWait();
        RestMeter.Instance.Repeated(route);
        if (options.Logger is { } logger)
        {
            SendingLog.Repeated(logger, route.ToString(), call.Failure, wait.TotalSeconds);
        }

        return Task.Delay(wait, time, call.Token);
    }
}
