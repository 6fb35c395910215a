using System.Threading.Channels;

namespace Spectacles.Gateway.Testing;

/// <summary>Wakes the writer that waits for more to send. Several signals before its next wait count as one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Raise() => raised.Writer.TryWrite(true);

    /// <summary>Completes at the next signal. A signal before the call counts.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await raised.Reader.ReadAsync(cancellationToken);
}
