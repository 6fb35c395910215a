namespace Spectacles.Gateway.Testing;

/// <summary>The response to refused REST calls.</summary>
internal sealed record RestRefusal(int Status, TimeSpan? RetryAfter);
