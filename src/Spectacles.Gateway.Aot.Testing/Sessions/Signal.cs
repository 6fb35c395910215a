using System.Threading.Channels;

namespace Spectacles.Gateway.Testing;

/// <summary>Wakes the one reader that waits for more to send. Several signals before it looks are one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Raise() => raised.Writer.TryWrite(true);

    /// <summary>Returns after the next signal. What was raised before the call counts.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await raised.Reader.ReadAsync(cancellationToken);
}
