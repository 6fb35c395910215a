using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <content>Requests and their answers. The methods are public for routes that this library does not know yet.</content>
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
        try
        {
            await ExchangeAsync(call).ConfigureAwait(false);
        }
        catch (DiscordApiException error) when (call.IsDone(error))
        {
            // What was to be deleted does not exist any more.
        }
    }

    /// <summary>Sends a request and reads the answer as a model.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public Task<T> ReadAsync<T>(RestRequest request, CancellationToken cancellationToken = default) where T : class, IGatewayModel<T> =>
        ReadAsync(request, Model<T>, cancellationToken);

    /// <summary>Sends a request and reads the answer as a model; null if the answer has no body.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public Task<T?> ReadOrNullAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> =>
        ReadAsync(request, static answer => answer.IsEmpty ? null : Model<T>(answer), cancellationToken);

    /// <summary>Sends a request and reads the answer as a list.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public Task<ImmutableArray<T>> ReadListAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> =>
        ReadAsync(
            request,
            static answer =>
            {
                var reader = new PayloadReader(answer);
                return reader.ReadModels<T>();
            },
            cancellationToken);

    /// <summary>Sends a request and reads the answer as a map with ids as keys.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <inheritdoc cref="SendAsync"/>
    public Task<ReadOnlyDictionary<Snowflake, T>> ReadMapAsync<T>(RestRequest request, CancellationToken cancellationToken = default)
        where T : class, IGatewayModel<T> =>
        ReadAsync(
            request,
            static answer =>
            {
                var reader = new PayloadReader(answer);
                return reader.ReadModelMap<T>();
            },
            cancellationToken);

    /// <summary>Sends a request and reads the answer as a map from ids to whole numbers.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<ReadOnlyDictionary<Snowflake, int>> ReadInt32MapAsync(
        RestRequest request,
        CancellationToken cancellationToken = default) =>
        ReadAsync(
            request,
            static answer =>
            {
                var reader = new PayloadReader(answer);
                return reader.ReadInt32Map();
            },
            cancellationToken);

    /// <summary>Sends a request and returns the answer as it is, such as an image.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<byte[]> ReadBytesAsync(RestRequest request, CancellationToken cancellationToken = default) =>
        ReadAsync(request, static answer => answer.ToArray(), cancellationToken);

    private static T Model<T>(ReadOnlySpan<byte> answer) where T : class, IGatewayModel<T>
    {
        var reader = new PayloadReader(answer);
        return T.Read(ref reader);
    }

    private async Task<T> ReadAsync<T>(RestRequest request, AnswerReader<T> read, CancellationToken cancellationToken)
    {
        using var call = StartCall(request, cancellationToken);
        await ExchangeAsync(call).ConfigureAwait(false);
        return call.Read(read);
    }
}
