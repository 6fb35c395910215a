using System.Threading.Channels;

namespace Spectacles.Gateway.Fleet;

/// <summary>Receives the messages of an address, in order.</summary>
internal sealed class RequestReceiver : IAsyncDisposable
{
    /// <summary>Messages that wait. What arrives at a receiver with more of them is lost.</summary>
    private const int MostMessages = 10_000;

    private readonly Channel<(ReadOnlyMemory<byte> Data, TaskCompletionSource<ReadOnlyMemory<byte>>? Answer)> messages =
        Channel.CreateBounded<(ReadOnlyMemory<byte>, TaskCompletionSource<ReadOnlyMemory<byte>>?)>(MostMessages);

    private readonly CancellationTokenSource ended;
    private readonly MemoryLink link;

    /// <summary>Gives the messages to the receiver; it ends with the registration.</summary>
    private readonly Task loop;

    public RequestReceiver(
        RequestRouter router,
        MemoryLink link,
        string address,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        Action<Exception> report)
    {
        (this.link, Address, Queue) = (link, address, queue);
        ended = CancellationTokenSource.CreateLinkedTokenSource(link.Disposed);
        router.Add(this);
        ended.Token.UnsafeRegister(
            _ =>
            {
                router.Remove(this);
                messages.Writer.TryComplete();
            },
            null);
        loop = ReceiveAsync(maxInFlight, receive, report);
    }

    public string Address { get; }

    public string? Queue { get; }

    public bool IsAvailable => link.IsAvailable && !ended.IsCancellationRequested;

    public bool Includes(string address) => Address.EndsWith('*')
        ? address.StartsWith(Address[..^1], StringComparison.Ordinal) && !address.AsSpan(Address.Length - 1).Contains('.')
        : Address == address;

    public void Add(ReadOnlyMemory<byte> message, TaskCompletionSource<ReadOnlyMemory<byte>>? answer) =>
        messages.Writer.TryWrite((message, answer));

    public ValueTask DisposeAsync()
    {
        ended.Cancel();
        return loop.IsFaulted ? new ValueTask(loop) : ValueTask.CompletedTask;
    }

    private async Task ReceiveAsync(
        int maxInFlight, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive, Action<Exception> report)
    {
        using var room = new SemaphoreSlim(maxInFlight);
        await foreach (var (data, answer) in messages.Reader.ReadAllAsync())
        {
            await room.WaitAsync();
            if (ended.IsCancellationRequested)
            {
                room.Release();
                continue;
            }

            _ = AnswerAsync(data, answer);
        }

        // The last calls release their places.
        for (int i = 0; i < maxInFlight; i++)
        {
            await room.WaitAsync();
        }

        async Task AnswerAsync(ReadOnlyMemory<byte> data, TaskCompletionSource<ReadOnlyMemory<byte>>? answer)
        {
            try
            {
                if (await receive(data, ended.Token) is { } result && link.IsAvailable)
                {
                    answer?.TrySetResult(result.ToArray());
                }
            }
#pragma warning disable CA1031 // What a receiver throws is reported, and the next message follows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (!ended.IsCancellationRequested)
                {
                    report(e);
                }
            }
            finally
            {
                room.Release();
            }
        }
    }
}
