namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Requests that no worker receives, and registrations whose end fails.</summary>
internal sealed class ManualRequests : IFleetRequests
{
    /// <summary>What a request throws; null to have no receiver.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The number of messages that were sent.</summary>
    public int Sent { get; private set; }

    public ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken) =>
        Failure is { } failure ? throw failure : new(new RequestAnswer(RequestOutcome.NoReceiver, default));

    public ValueTask SendAsync(string address, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Sent++;
        return Failure is { } failure ? throw failure : default;
    }

    public ValueTask<IAsyncDisposable> ReceiveAsync(
        string address,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken) => new(new Registration());

    private sealed class Registration : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new FleetException("the registration has no end");
    }
}
