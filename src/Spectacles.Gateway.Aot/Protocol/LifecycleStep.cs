namespace Spectacles.Gateway;

/// <summary>An answer of <see cref="ConnectionLifecycle"/> to one input.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="After">What follows the close.</param>
/// <param name="Reason">Why the connection is closed.</param>
/// <param name="Code">The close code that the server gave, if it was the server.</param>
/// <param name="PauseFirst">Whether Discord asks for a random wait of 1 to 5 seconds before connecting again.</param>
/// <param name="IsRequested">Whether the server asked for a new connection (op 7), which it does now and then.</param>
/// <param name="Notice">What is wrong with the sequence of a dispatched event; null when nothing is, or when it has been said of this session.</param>
internal readonly record struct LifecycleStep(
    LifecycleAction Action,
    AfterClose After = AfterClose.Resume,
    string? Reason = null,
    int? Code = null,
    bool PauseFirst = false,
    bool IsRequested = false,
    string? Notice = null)
{
    /// <summary>Why the connection is closed, in one line.</summary>
    public string Describe() => Code is { } code
        ? $"closed with {code}{(string.IsNullOrEmpty(Reason) ? string.Empty : $" ({Reason})")}: {CloseRules.Explain(code)}"
        : Reason ?? "the connection ended";

    /// <summary>Whether a message is an event that handlers receive.</summary>
    public bool IsEvent => Action is LifecycleAction.Deliver or LifecycleAction.Ready or LifecycleAction.Resumed;

    public static LifecycleStep Of(LifecycleAction action) => new(action);
}
