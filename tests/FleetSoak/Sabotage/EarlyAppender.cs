using System.Threading.Channels;
using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>
/// From its begin on, says that a record is stored, and appends it ten seconds later. A kill drops the records of these ten seconds. The
/// sequences that a node has just saved are up to five seconds old, because its shards note them every five seconds, so they are ahead of
/// the log.
/// </summary>
internal sealed class EarlyAppender : IEventAppender
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    private readonly IEventAppender inner;
    private readonly Task begun;
    private readonly Channel<(RecordAddress Address, byte[] Record, long At)> later =
        Channel.CreateUnbounded<(RecordAddress Address, byte[] Record, long At)>();

    /// <param name="inner">Appends the records.</param>
    /// <param name="begun">Completes when this begins.</param>
    public EarlyAppender(IEventAppender inner, Task begun)
    {
        (this.inner, this.begun) = (inner, begun);
        _ = AppendAllAsync();
    }

    public ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (!begun.IsCompleted)
        {
            return inner.AppendAsync(address, record, cancellationToken);
        }

        later.Writer.TryWrite((address, record.ToArray(), TimeProvider.System.GetTimestamp()));
        return new ValueTask<AppendOutcome>(AppendOutcome.Stored);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task AppendAllAsync()
    {
        await foreach (var (address, record, at) in later.Reader.ReadAllAsync())
        {
            var left = Delay - TimeProvider.System.GetElapsedTime(at);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, TimeProvider.System);
            }

            await AppendAsync(address, record);
        }
    }

    private async Task AppendAsync(RecordAddress address, byte[] record)
    {
        while (true)
        {
            try
            {
                await inner.AppendAsync(address, record, CancellationToken.None);
                return;
            }
            catch (GatewayException)
            {
                // The broker is away.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
