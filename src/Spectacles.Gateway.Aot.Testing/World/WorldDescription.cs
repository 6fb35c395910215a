namespace Spectacles.Gateway.Testing;

/// <summary>
/// The guilds of a simulated world, for <see cref="SimulatedGatewayOptions.World"/>. Guilds, channels, roles and people are referred to by
/// their names. A name is unique in its list; the same person may be in several guilds.
/// </summary>
public sealed record WorldDescription
{
    /// <summary>The guilds that the bot is in.</summary>
    public IReadOnlyList<GuildDescription> Guilds
    {
        get;
        init => field = [.. value ?? throw new ArgumentNullException(nameof(value))];
    } = [];

    /// <summary>Reads a world from JSON. <c>world.schema.json</c> in this package describes the format.</summary>
    /// <param name="json">The text of a world file.</param>
    /// <returns>The world.</returns>
    /// <exception cref="FormatException">
    /// The text is not JSON, or a property is unknown, missing or wrong. The message names the place, such as <c>guilds[0].people[2]</c>.
    /// </exception>
    public static WorldDescription Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var world = WorldFile.Read(json);
        WorldCheck.Check(world);
        return world;
    }

    /// <summary>Reads a world from a file with JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The world.</returns>
    /// <exception cref="FormatException">As for <see cref="Parse"/>. The message begins with the path.</exception>
    /// <exception cref="IOException">The file does not exist or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read.</exception>
    public static async Task<WorldDescription> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        string json = await File.ReadAllTextAsync(path, cancellationToken);
        try
        {
            return Parse(json);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{path}: {wrong.Message}", wrong);
        }
    }
}
