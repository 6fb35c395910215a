namespace Spectacles.Gateway.Interactions;

/// <summary>Marks a method as a slash command, or as a subcommand of one.</summary>
/// <remarks>
/// <para>
/// The method takes the <see cref="Interaction"/>, its options (<see cref="OptionAttribute"/>) and, if it needs it, a
/// <see cref="CancellationToken"/>, in any order, and returns <see cref="Task"/> or <see cref="ValueTask"/>.
/// </para>
/// <para>
/// A subcommand is written as the user types it: <c>[SlashCommand("config role add", "Adds a role")]</c>. All subcommands of a command are
/// in one class, which describes the command and its groups with <see cref="CommandGroupAttribute"/>.
/// </para>
/// https://discord.com/developers/docs/interactions/application-commands#slash-commands
/// </remarks>
/// <param name="name">The name: one word for a command, two or three for a subcommand. Each has 1 to 32 lower-case characters.</param>
/// <param name="description">The description that the user sees, 1 to 100 characters.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SlashCommandAttribute(string name, string description) : Attribute
{
    /// <summary>The name, as the user types it without the slash.</summary>
    public string Name { get; } = name;

    /// <summary>The description that the user sees.</summary>
    public string Description { get; } = description;
}
