using System.Threading.Channels;
using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>Says that a record is stored, and appends it two seconds later.</summary>
internal sealed class EarlyAppender : IEventAppender
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private readonly IEventAppender inner;
    private readonly Channel<(RecordAddress Address, byte[] Record, long At)> later =
        Channel.CreateUnbounded<(RecordAddress Address, byte[] Record, long At)>();

    public EarlyAppender(IEventAppender inner)
    {
        this.inner = inner;
        _ = AppendAllAsync();
    }

    public ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
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
