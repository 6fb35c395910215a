namespace Spectacles.Gateway.Testing;

/// <summary>A user in a <see cref="GuildDescription"/>. People with the same name in several guilds are one user.</summary>
/// <param name="Name">The user's unique name: 2 to 32 characters.</param>
public sealed record PersonDescription(string Name)
{
    /// <summary>The user's id; null for the one that is given in another guild, or one that depends on the seed.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>
    /// The user's display name: 1 to 32 characters; null for the one that is given in another guild, or <see cref="Name"/>.
    /// </summary>
    public string? GlobalName { get; init; }

    /// <summary>The user's name in the guild: 1 to 32 characters; null for none.</summary>
    public string? Nick { get; init; }

    /// <summary>The names of the user's roles.</summary>
    public IReadOnlyList<string> Roles
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];

    /// <summary><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</summary>
    public string Status { get; init; } = "online";

    /// <summary>The name of the voice channel that the user is in; null for none.</summary>
    public string? VoiceChannel { get; init; }
}
