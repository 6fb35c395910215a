using System.IO.Pipelines;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads what a client sends while the gate is open.</summary>
internal sealed class GatedReader(PipeReader inner, LinkGate gate) : PipeReader
{
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        await gate.WaitAsync();
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        return gate.IsOpen && inner.TryRead(out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
