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
    public async Task SendAsync(RestRequest request, CancellationToken cancellationToken = default) =>
        (await ExchangeAsync(request, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Sends a request and reads the answer as a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<T> ReadAsync<T>(RestRequest request, CancellationToken cancellationToken = default) where T : class, IGatewayModel<T>
    {
        using var answer = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Model<T>();
    }

    /// <summary>Sends a request and reads the answer as a model; null if the answer has no body.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<T?> ReadOrNullAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var answer = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.IsEmpty ? null : answer.Model<T>();
    }

    /// <summary>Sends a request and reads the answer as a list.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<ImmutableArray<T>> ReadListAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var answer = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.List<T>();
    }

    /// <summary>Sends a request and reads the answer as a map with ids as keys.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<ReadOnlyDictionary<Snowflake, T>> ReadMapAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T>
    {
        using var answer = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Map<T>();
    }

    // Not generic, and without an allocation of its own: every call shares this code.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RestAnswer> ExchangeAsync(RestRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var activity = RestMeter.StartCall(request.Route);
        string? error = null;
        using var deadline = StartDeadline(cancellationToken);
        JsonBody? body = null;
        try
        {
            body = request.Body is null ? null : JsonBody.Write(request.Body, defaults);
            var repetition = default(Repetition);
            var permit = await limits
                .AcquireAsync(request.Route, request.Major, request.TokenKey, deadline.EndsAt, deadline.Token)
                .ConfigureAwait(false);
            while (true)
            {
                var answer = await AttemptAsync(request, body, permit, repetition, deadline, activity).ConfigureAwait(false);
                if (answer.Outcome == AttemptOutcome.Answered)
                {
                    return answer;
                }

                if (answer.Outcome == AttemptOutcome.Failed)
                {
                    RestMeter.Instance.Repeated(request.Route);
                    await Task.Delay(repetition.Next(), time, deadline.Token).ConfigureAwait(false);
                }

                permit = await permit.AcquireAgainAsync(deadline.EndsAt, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            error = typeof(TimeoutException).FullName;
            throw new TimeoutException($"{request.Route}: the call did not end within {options.Deadline.TotalSeconds} s.", exception);
        }
        catch (OperationCanceledException exception)
        {
            error = typeof(OperationCanceledException).FullName;
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception)
        {
            error = exception.GetType().FullName;
            throw;
        }
        finally
        {
            body?.Dispose();
            RestMeter.EndCall(activity, error);
        }
    }
}
