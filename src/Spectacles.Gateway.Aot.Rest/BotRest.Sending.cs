using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <content>How a request is sent. The methods are public for routes that this library does not know yet.</content>
public sealed partial class BotRest
{
    /// <summary>Sends a request and reads no answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DiscordApiException">Discord refused the request.</exception>
    /// <exception cref="HttpRequestException">Discord could not be reached.</exception>
    /// <exception cref="RestNotSentException">
    /// The request was not sent: a rate limit does not allow it within <see cref="BotRestOptions.Deadline"/>, or
    /// <see cref="RestNotSentException.Reason"/> has another reason.
    /// </exception>
    /// <exception cref="TimeoutException">The call did not end within <see cref="BotRestOptions.Deadline"/>.</exception>
    public async Task SendAsync(RestRequest request, CancellationToken cancellationToken = default)
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
    }

    /// <summary>Sends a request and reads the answer as a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<T> ReadAsync<T>(RestRequest request, CancellationToken cancellationToken = default) where T : class, IGatewayModel<T>
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.Model<T>();
    }

    /// <summary>Sends a request and reads the answer as a model; null if the answer has no body.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<T?> ReadOrNullAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.Bytes.IsEmpty ? null : call.Answer.Model<T>();
    }

    /// <summary>Sends a request and reads the answer as a list.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<ImmutableArray<T>> ReadListAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.List<T>();
    }

    /// <summary>Sends a request and reads the answer as a map with ids as keys.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<ReadOnlyDictionary<Snowflake, T>> ReadMapAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Answer.Map<T>();
    }

    // Not generic, and without an allocation: every call shares this code.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(RestCall call)
    {
        var route = call.Request.Route;
        var activity = RestMeter.StartCall(route);
        string? error = null;
        try
        {
            call.WriteBody(defaults);
            var permit = await limits
                .AcquireAsync(route, call.Request.Major, call.Request.TokenKey, call.EndsAt, call.Token)
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
                    RestMeter.Instance.Repeated(route);
                    await Task.Delay(call.NextWait(), time, call.Token).ConfigureAwait(false);
                }

                permit = await permit.AcquireAgainAsync(call.EndsAt, call.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!call.CallerToken.IsCancellationRequested)
        {
            error = typeof(TimeoutException).FullName;
            throw new TimeoutException($"{route}: the call did not end within {options.Deadline.TotalSeconds} s.", exception);
        }
        catch (OperationCanceledException exception)
        {
            error = typeof(OperationCanceledException).FullName;
            throw new OperationCanceledException(exception.Message, exception, call.CallerToken);
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
}
