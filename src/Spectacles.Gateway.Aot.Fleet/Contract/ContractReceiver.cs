using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet;

/// <summary>A receiver in a test, which remembers what it has received and answers with its name and the message.</summary>
internal sealed class ContractReceiver(string name) : IAsyncDisposable
{
    private IAsyncDisposable? registration;

    public ConcurrentQueue<string> Received { get; } = new();

    public static async Task<ContractReceiver> AtAsync(
        ContractRun run, IFleetEngine engine, string address, string? queue = null, string name = "receiver")
    {
        var receiver = run.Own(new ContractReceiver(name));
        receiver.registration = await run.Within(
            engine.Requests.ReceiveAsync(address, queue, 1, receiver.ReceiveAsync, run.Cancellation).AsTask(), "register a receiver");
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        if (registration is not null)
        {
            await registration.DisposeAsync();
        }
    }

    private ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        string text = ContractRun.Text(message);
        Received.Enqueue(text);
        return ValueTask.FromResult<ReadOnlyMemory<byte>?>(ContractRun.Bytes($"{name}:{text}"));
    }
}
