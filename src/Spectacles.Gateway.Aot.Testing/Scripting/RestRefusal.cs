namespace Spectacles.Gateway.Testing.Scripting;

/// <summary>How REST calls are refused.</summary>
internal sealed record RestRefusal(int Status, TimeSpan? RetryAfter);
