namespace Spectacles.Gateway;

/// <summary>The output of <see cref="ConnectionLifecycle"/> for one input.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="After">The action after the close.</param>
/// <param name="Reason">Why the connection is closed.</param>
/// <param name="Code">The server's close code; null if the server did not close the connection.</param>
/// <param name="PauseFirst">Whether Discord asks for a random wait of 1 to 5 seconds before connecting again.</param>
/// <param name="IsRequested">Whether the server requested a new connection (op 7), which it does occasionally.</param>
/// <param name="Notice">
/// What is wrong with the sequence of a dispatched event; null if nothing is, or if it has already been reported for this session.
/// </param>
/// <param name="Fault">What this side has found wrong with the connection, in one word; null if it was nothing.</param>
internal readonly record struct LifecycleStep(
    LifecycleAction Action,
    AfterClose After = AfterClose.Resume,
    string? Reason = null,
    int? Code = null,
    bool PauseFirst = false,
    bool IsRequested = false,
    string? Notice = null,
    string? Fault = null)
{
    /// <summary>Why the connection is closed, in one line.</summary>
    public string Describe() => Code is { } code
        ? $"closed with {code}{(string.IsNullOrEmpty(Reason) ? string.Empty : $" ({Reason})")}: {CloseRules.Explain(code)}"
        : Reason ?? "the connection ended";

    /// <summary>Whether a message is an event that handlers receive.</summary>
    public bool IsEvent => Action is LifecycleAction.Deliver or LifecycleAction.Ready or LifecycleAction.Resumed;

    public static LifecycleStep Of(LifecycleAction action) => new(action);
}
