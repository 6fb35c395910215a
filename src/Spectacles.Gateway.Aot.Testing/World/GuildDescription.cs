namespace Spectacles.Gateway.Testing;

/// <summary>A guild of a <see cref="WorldDescription"/>. The bot is a member of it.</summary>
/// <param name="Name">The guild's name: 2 to 100 characters.</param>
public sealed record GuildDescription(string Name)
{
    /// <summary>The guild's id, which decides its shard; null for one that depends on the seed.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>The channels in their order, categories included. A guild without channels has one text channel, <c>general</c>.</summary>
    public IReadOnlyList<ChannelDescription> Channels
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];

    /// <summary>
    /// The roles, the highest first. <c>@everyone</c> always exists; a role with that name sets its permissions.
    /// </summary>
    public IReadOnlyList<RoleDescription> Roles
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];

    /// <summary>The users in the guild, without the bot.</summary>
    public IReadOnlyList<PersonDescription> People
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];

    /// <summary>The name of the person who owns the guild; null for the first one, or for the bot if there is none.</summary>
    public string? Owner { get; init; }

    /// <summary>The names of the bot's roles.</summary>
    public IReadOnlyList<string> BotRoles
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];
}
