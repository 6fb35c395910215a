using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>The requests, by messages that NATS does not store.</summary>
/// <param name="link">The connection.</param>
/// <param name="names">The names.</param>
internal sealed class NatsRequests(NatsLink link, NatsNames names) : IFleetRequests
{
    public async ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoAddress(address, allowsPattern: false);
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
        FleetName.ThrowIfNoAddress(address, allowsPattern: false);
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
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoAddress(address, allowsPattern: true);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInFlight, 1);
        ArgumentNullException.ThrowIfNull(receive);
        while (true)
        {
            await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await NatsReceiver.OpenAsync(link, names.Request(address), queue, maxInFlight, receive, cancellationToken)
                    .ConfigureAwait(false);
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
}
