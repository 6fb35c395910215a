namespace Spectacles.Gateway.Testing;

/// <summary>How REST calls are refused.</summary>
internal sealed record RestRefusal(int Status, TimeSpan? RetryAfter);
