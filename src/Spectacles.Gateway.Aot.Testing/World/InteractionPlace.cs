namespace Spectacles.Gateway.Testing;

/// <summary>Who starts an interaction, and where.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="User">The user.</param>
/// <param name="Guild">The guild; null for a direct message with the bot.</param>
/// <param name="Member">The user in the guild; null for a direct message.</param>
internal sealed record InteractionPlace(SimulatedChannel Channel, SimulatedUser User, SimulatedGuild? Guild, SimulatedMember? Member);
