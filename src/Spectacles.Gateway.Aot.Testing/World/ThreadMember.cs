namespace Spectacles.Gateway.Testing;

/// <summary>A user who has joined a thread.</summary>
/// <remarks>https://discord.com/developers/docs/resources/channel#thread-member-object</remarks>
internal sealed record ThreadMember(SimulatedUser User, DateTimeOffset JoinedAt);
