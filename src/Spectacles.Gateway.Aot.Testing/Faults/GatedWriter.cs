using System.IO.Pipelines;

namespace Spectacles.Gateway.Testing;

/// <summary>Writes to a client while the gate is open. It can cut the connection within a frame.</summary>
internal sealed class GatedWriter(PipeWriter inner, LinkGate gate) : PipeWriter
{
    // Flushed bytes are sent a moment later; a reset without a pause would discard them.
    private static readonly TimeSpan FlushTime = TimeSpan.FromMilliseconds(20);

    private volatile Action? cut;
    private bool isCut;

    /// <summary>Sends only the first half of the next write, then calls back.</summary>
    public void CutNext(Action afterwards) => cut = afterwards;

    public override void Advance(int bytes)
    {
        inner.Advance(isCut ? 0 : cut is null ? bytes : bytes / 2);
        isCut |= cut is not null && bytes > 0;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        gate.IsOpen && !isCut ? inner.FlushAsync(cancellationToken) : FlushLaterAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private async ValueTask<FlushResult> FlushLaterAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync();
        var result = await inner.FlushAsync(cancellationToken);
        if (!isCut)
        {
            return result;
        }

        await Task.Delay(FlushTime, TimeProvider.System, CancellationToken.None);
        cut!();
        return result;
    }
}
