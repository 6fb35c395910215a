namespace Spectacles.Gateway.Fleet;

/// <summary>The requests of a broker in memory, as one process reaches them.</summary>
internal sealed class MemoryRequests(RequestRouter router, MemoryLink link, TimeProvider time, Action<Exception> report) : IFleetRequests
{
    public async ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await link.ReadyAsync(limit.Token);
            var answer = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (router.Send(address, request.ToArray(), answer) == 0)
            {
                return new RequestAnswer(RequestOutcome.NoReceiver, default);
            }

            var data = await answer.Task.WaitAsync(limit.Token);

            // An answer does not arrive while its asker can't reach the broker.
            return link.IsAvailable ? new RequestAnswer(RequestOutcome.Answered, data) : await WaitForEndAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RequestAnswer(RequestOutcome.TimedOut, default);
        }
    }

    public async ValueTask SendAsync(string address, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        router.Send(address, message.ToArray(), answer: null);
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
        await link.ReadyAsync(cancellationToken);
        return new RequestReceiver(router, link, address, queue, maxInFlight, receive, report);
    }

    private static async ValueTask<RequestAnswer> WaitForEndAsync(CancellationToken end)
    {
        await new TaskCompletionSource().Task.WaitAsync(end);
        return default;
    }
}
