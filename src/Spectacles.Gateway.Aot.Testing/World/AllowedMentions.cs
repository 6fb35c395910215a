namespace Spectacles.Gateway.Testing;

/// <summary>Which mentions in the text of a message count.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#allowed-mentions-object</remarks>
internal sealed record AllowedMentions
{
    /// <summary>All of them, and the author of a message that is replied to.</summary>
    public static AllowedMentions All { get; } = new() { Everyone = true, AllUsers = true, AllRoles = true, RepliedUser = true };

    public bool Everyone { get; init; }

    public bool AllUsers { get; init; }

    public bool AllRoles { get; init; }

    public bool RepliedUser { get; init; }

    public IReadOnlyList<Snowflake> Users { get; init; } = [];

    public IReadOnlyList<Snowflake> Roles { get; init; } = [];

    public bool AllowsUser(Snowflake id) => AllUsers || Users.Contains(id);

    public bool AllowsRole(Snowflake id) => AllRoles || Roles.Contains(id);
}
