namespace Spectacles.Gateway;

/// <summary>An abandoned call, with its outcome and its measurement.</summary>
/// <remarks>A class: NativeAOT compiles a list once for all classes, and once for each struct.</remarks>
/// <param name="pending">The call.</param>
/// <param name="outcome">The outcome of its event; null if it was ended already.</param>
/// <param name="measure">What was measured at its start.</param>
internal sealed class ExpiredCall(PendingCall pending, EventOutcome? outcome, CallMeasure measure)
{
    public PendingCall Pending => pending;

    public EventOutcome? Outcome => outcome;

    public CallMeasure Measure => measure;
}
