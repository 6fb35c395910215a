using System.Buffers;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>The requests, by messages that NATS does not store.</summary>
/// <param name="link">The connection.</param>
/// <param name="names">The names.</param>
internal sealed class NatsRequests(NatsLink link, NatsNames names) : IFleetRequests
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    public async ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(address, mayBePattern: false);
        using var patience = new CancellationTokenSource(timeout, link.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken, link.Disposed);
        try
        {
            await link.ReadyAsync(either.Token).ConfigureAwait(false);
            var answer = await link.Connection.RequestAsync<ReadOnlyMemory<byte>, byte[]>(
                names.Request(address), request, null, NatsRawSerializer<ReadOnlyMemory<byte>>.Default, NatsRawSerializer<byte[]>.Default,
                replyOpts: new NatsSubOpts { Timeout = timeout }, cancellationToken: either.Token).ConfigureAwait(false);
            return new RequestAnswer(RequestOutcome.Answered, answer.Data ?? []);
        }
        catch (NatsNoRespondersException)
        {
            return new RequestAnswer(RequestOutcome.NoReceiver, default);
        }
        catch (Exception e) when (e is NatsNoReplyException or OperationCanceledException)
        {
            link.ThrowIfDisposed();
            cancellationToken.ThrowIfCancellationRequested();
            return new RequestAnswer(RequestOutcome.TimedOut, default);
        }
        catch (NatsException e)
        {
            throw Failed(address, e);
        }
    }

    public async ValueTask SendAsync(string address, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(address, mayBePattern: false);
        await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await link.Connection.PublishAsync(
                names.Request(address),
                message,
                serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (NatsException e)
        {
            throw Failed(address, e);
        }
    }

    public async ValueTask<IAsyncDisposable> ReceiveAsync(
        string address,
        string? queue,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken)
    {
        ThrowIfInvalid(address, mayBePattern: true);
        ArgumentNullException.ThrowIfNull(receive);
        while (true)
        {
            await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await NatsReceiver.OpenAsync(link, names.Request(address), queue, receive, cancellationToken).ConfigureAwait(false);
            }
            catch (NatsException) when (!link.IsOpen)
            {
            }
            catch (NatsException e)
            {
                throw Failed(address, e);
            }
        }
    }

    private static FleetException Failed(string address, NatsException exception) =>
        new($"A message to {address} could not be sent over NATS: {exception.Message}", exception);

    private static void ThrowIfInvalid(string address, bool mayBePattern)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isPattern = mayBePattern && (address == "*" || address.EndsWith(".*", StringComparison.Ordinal));
        if (address.Length is 0 or > 512
            || address[0] == '.'
            || address[^1] == '.'
            || address.Contains("..", StringComparison.Ordinal)
            || (isPattern ? address.AsSpan()[..^1] : address).ContainsAnyExcept(Characters))
        {
            throw new ArgumentException(
                $"\"{address}\" is not a valid address. Use words of lowercase letters, digits and hyphens, separated by dots.",
                nameof(address));
        }
    }
}
