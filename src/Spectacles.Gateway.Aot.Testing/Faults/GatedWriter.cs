using System.IO.Pipelines;

namespace Spectacles.Gateway.Testing;

/// <summary>What is sent to a client, as long as the gate is open; on demand it ends within a frame.</summary>
internal sealed class GatedWriter(PipeWriter inner, LinkGate gate) : PipeWriter
{
    // What has been flushed is on its way only a moment later, and a reset overtakes it.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(20);

    private volatile Action? cut;
    private bool isCut;

    /// <summary>Sends only the first half of what is written next, then calls back.</summary>
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
        FlushResult result = await inner.FlushAsync(cancellationToken);
        if (!isCut) return result;
        await Task.Delay(OnItsWay, TimeProvider.System, CancellationToken.None);
        cut!();
        return result;
    }
}
