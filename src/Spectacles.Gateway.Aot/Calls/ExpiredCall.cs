namespace Spectacles.Gateway;

/// <summary>An abandoned call, with its outcome and its measurement.</summary>
/// <remarks>
/// A class: NativeAOT compiles a list once for all classes, and once for each struct. Made under the window's lock: a call that ends
/// afterwards, on any thread, clears its <see cref="PendingCall.Call"/>.
/// </remarks>
/// <param name="pending">The call.</param>
/// <param name="outcome">The outcome of its event; null if it was ended already.</param>
/// <param name="measure">What was measured at its start.</param>
internal sealed class ExpiredCall(PendingCall pending, EventOutcome? outcome, CallMeasure measure)
{
    public PendingCall Pending => pending;

    /// <summary>What was called.</summary>
    public HandlerCall Call { get; } = pending.Call;

    public long Sequence { get; } = pending.Sequence;

    public EventOutcome? Outcome => outcome;

    public CallMeasure Measure => measure;
}
