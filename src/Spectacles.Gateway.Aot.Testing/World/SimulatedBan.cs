namespace Spectacles.Gateway.Testing;

/// <summary>A user who is banned from a guild.</summary>
/// <param name="User">The user.</param>
/// <param name="Reason">Why; null for no reason.</param>
internal sealed record SimulatedBan(SimulatedUser User, string? Reason);
