namespace Spectacles.Gateway.Testing;

/// <summary>A role of a <see cref="GuildDescription"/>.</summary>
/// <param name="Name">The role's name: 1 to 100 characters.</param>
public sealed record RoleDescription(string Name)
{
    /// <summary>The role's id; null for one that depends on the seed. That of <c>@everyone</c> is the guild's.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>The colour as 0xRRGGBB; 0 for none.</summary>
    public int Color { get; init; }

    /// <summary>What the role allows in all channels; null for the permissions of <c>@everyone</c> in a new guild.</summary>
    public Events.Permissions? Permissions { get; init; }

    /// <summary>Whether members with the role are listed separately.</summary>
    public bool Hoist { get; init; }

    /// <summary>Whether anyone may mention the role.</summary>
    public bool Mentionable { get; init; }
}
