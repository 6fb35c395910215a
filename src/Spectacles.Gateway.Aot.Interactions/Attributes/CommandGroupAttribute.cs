namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Describes a command that has subcommands, or a group of subcommands. The subcommands are methods with
/// <see cref="SlashCommandAttribute"/> in the same class.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#subcommands-and-subcommand-groups</remarks>
/// <param name="name">The name: one word for a command (<c>config</c>), two for a group in it (<c>config role</c>).</param>
/// <param name="description">The description, 1 to 100 characters. Discord's clients do not show it at present.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CommandGroupAttribute(string name, string description) : Attribute
{
    /// <summary>The name, as the user types it without the slash.</summary>
    public string Name { get; } = name;

    /// <summary>The description.</summary>
    public string Description { get; } = description;
}
