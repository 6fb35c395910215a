namespace Spectacles.Gateway.Testing;

/// <summary>A user or the bot.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">The user's unique name.</param>
/// <param name="IsBot">Whether the user is the bot.</param>
public sealed record SimulatedUser(Snowflake Id, string Name, bool IsBot)
{
    /// <summary>The display name; null for the bot.</summary>
    public string? GlobalName { get; init; } = IsBot ? null : Name;

    /// <summary>The other fields of the user, such as <c>avatar</c>.</summary>
    internal SettingMap Settings { get; init; } = SettingMap.Empty;
}
