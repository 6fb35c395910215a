namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedRequests(Sabotage sabotage, MemoryEngine engine) : IFleetRequests
{
    private readonly IFleetRequests inner = engine.Requests;
    private (string Address, ReadOnlyMemory<byte> Message)? held;

    public async ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.NoReceiverWhileAway && !engine.IsConnected)
        {
            return new RequestAnswer(RequestOutcome.NoReceiver, default);
        }

        var answer = await inner.AskAsync(address, request, timeout, cancellationToken);
        return sabotage == Sabotage.NoReceiverTimesOut && answer.Outcome == RequestOutcome.NoReceiver
            ? new RequestAnswer(RequestOutcome.TimedOut, default)
            : answer;
    }

    public async ValueTask SendAsync(string address, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.MessageBufferUsedLater)
        {
            _ = SendLaterAsync();
        }
        else if (sabotage == Sabotage.MessageSwapped && held is null)
        {
            held = (address, message.ToArray());
        }
        else
        {
            await inner.SendAsync(address, message, cancellationToken);
            if (held is { } last)
            {
                held = null;
                await inner.SendAsync(last.Address, last.Message, cancellationToken);
            }
        }

        async Task SendLaterAsync()
        {
            await Task.Delay(10, cancellationToken);
            await inner.SendAsync(address, message, cancellationToken);
        }
    }

    public async ValueTask<IAsyncDisposable> ReceiveAsync(
        string address,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken)
    {
        switch (sabotage)
        {
            case Sabotage.QueueIgnored:
                return await inner.ReceiveAsync(address, null, maxInFlight, receive, cancellationToken);
            case Sabotage.ReceiversAreOneQueue:
                return await inner.ReceiveAsync(address, queue ?? "queue", maxInFlight, receive, cancellationToken);
            case Sabotage.PatternIsDeep when address.EndsWith('*'):
                await inner.ReceiveAsync($"{address[..^1]}a.*", queue, maxInFlight, receive, cancellationToken);
                break;
            case Sabotage.NullIsAnswer:
                return await inner.ReceiveAsync(
                    address,
                    queue,
                    maxInFlight,
                    async (message, token) => await receive(message, token) ?? Array.Empty<byte>(),
                    cancellationToken);
            case Sabotage.ReceivesAtTheSameTime:
                return await inner.ReceiveAsync(address, queue, 1000, receive, cancellationToken);
            case Sabotage.ReceivesOneAtATime:
                return await inner.ReceiveAsync(address, queue, 1, receive, cancellationToken);
            case Sabotage.ThrowEndsReceiver:
                return await ReceiveUntilThrowAsync(address, queue, maxInFlight, receive, cancellationToken);
            case Sabotage.RegistersLater:
                return new Later(RegisterAsync());
            case Sabotage.DisposedReceives:
                await inner.ReceiveAsync(address, queue, maxInFlight, receive, cancellationToken);
                return new Later(Task.CompletedTask);
            default:
                break;
        }

        return await inner.ReceiveAsync(address, queue, maxInFlight, receive, cancellationToken);

        async Task RegisterAsync()
        {
            await Task.Delay(50, cancellationToken);
            await inner.ReceiveAsync(address, queue, maxInFlight, receive, cancellationToken);
        }
    }

    private async ValueTask<IAsyncDisposable> ReceiveUntilThrowAsync(
        string address,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken)
    {
        bool hasThrown = false;
        return await inner.ReceiveAsync(
            address,
            queue,
            maxInFlight,
            async (message, token) =>
            {
                try
                {
                    return hasThrown ? null : await receive(message, token);
                }
                catch (InvalidOperationException)
                {
                    hasThrown = true;
                    throw;
                }
            },
            cancellationToken);
    }

    private sealed class Later(Task registering) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await registering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
