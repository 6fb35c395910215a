namespace Spectacles.Gateway.Testing;

/// <summary>A role of a guild.</summary>
/// <param name="Id">The role's id; that of <c>@everyone</c> is the guild's own.</param>
/// <param name="Name">The role's name.</param>
/// <param name="Color">The colour as 0xRRGGBB; 0 for none.</param>
/// <param name="Position">The position among the guild's roles, from 0.</param>
public sealed record SimulatedRole(Snowflake Id, string Name, int Color, int Position)
{
    /// <summary>The name of the role that every member has.</summary>
    internal const string Everyone = "@everyone";

    /// <summary>The other fields of the role, such as <c>permissions</c>.</summary>
    internal SettingMap Settings { get; init; } = SettingMap.Empty;
}
