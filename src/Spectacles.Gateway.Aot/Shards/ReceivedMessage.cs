namespace Spectacles.Gateway;

/// <summary>What a connection has to do after a message.</summary>
/// <param name="Step">What the lifecycle asks for.</param>
/// <param name="Calls">How far the calls of its event have come.</param>
/// <param name="CloseCode">What to close with, where the step is to close.</param>
internal readonly record struct ReceivedMessage(LifecycleStep Step, BeginResult Calls = BeginResult.Begun, int CloseCode = CloseRules.KeepSession);
