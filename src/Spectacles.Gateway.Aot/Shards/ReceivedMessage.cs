namespace Spectacles.Gateway;

/// <summary>The next action of a connection after a message.</summary>
/// <param name="Step">The step that the lifecycle requests.</param>
/// <param name="Calls">The progress of the event's calls.</param>
/// <param name="CloseCode">The close code, if the step is to close.</param>
/// <param name="IsRefused">Whether the event sink had no room for the event, so that its calls have not begun.</param>
internal readonly record struct ReceivedMessage(
    LifecycleStep Step,
    BeginResult Calls = BeginResult.Begun,
    int CloseCode = CloseRules.KeepSession,
    bool IsRefused = false);
