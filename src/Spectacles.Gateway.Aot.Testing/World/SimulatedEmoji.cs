namespace Spectacles.Gateway.Testing;

/// <summary>An emoji of a guild.</summary>
/// <param name="Id">The emoji's id.</param>
/// <param name="Name">The emoji's name.</param>
/// <param name="IsAnimated">Whether its image is animated.</param>
/// <param name="Roles">The roles that may use it; empty for all.</param>
/// <param name="Creator">The user who created it.</param>
internal sealed record SimulatedEmoji(
    Snowflake Id, string Name, bool IsAnimated, IReadOnlyList<Snowflake> Roles, SimulatedUser Creator);
