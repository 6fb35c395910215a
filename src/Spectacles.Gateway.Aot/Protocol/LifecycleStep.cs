namespace Spectacles.Gateway.Protocol;

/// <summary>An answer of <see cref="ConnectionLifecycle"/> to one input.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="After">What follows the close.</param>
/// <param name="Reason">Why the connection is closed.</param>
/// <param name="Code">The close code that the server gave, if it was the server.</param>
/// <param name="PauseFirst">Whether Discord asks for a random wait of 1 to 5 seconds before connecting again.</param>
internal readonly record struct LifecycleStep(
    LifecycleAction Action,
    AfterClose After = AfterClose.Resume,
    string? Reason = null,
    int? Code = null,
    bool PauseFirst = false)
{
    public static LifecycleStep Of(LifecycleAction action) => new(action);
}
