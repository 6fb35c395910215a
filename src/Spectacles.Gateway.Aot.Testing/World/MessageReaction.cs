namespace Spectacles.Gateway.Testing;

/// <summary>An emoji below a message, and who reacted with it, by id.</summary>
internal sealed record MessageReaction(ReactionEmoji Emoji, IReadOnlyList<SimulatedUser> Users);
