namespace Spectacles.Gateway.Generators;

/// <summary>A command, a group, a subcommand or an option, with the place where it is declared and what is in it.</summary>
/// <param name="Path">Its name with those of what it is in, as the user types it.</param>
/// <param name="Place">Where it is declared.</param>
/// <param name="Type">Discord's number of the option's type; 0 for a command.</param>
/// <param name="Option">The option without what is in it; null for a command, a subcommand or a group.</param>
/// <param name="Description">The description.</param>
internal sealed record CommandNode(string Path, TextPlace Place, int Type, CommandOptionSpec? Option, string Description)
{
    /// <summary>Its own name.</summary>
    public string Name => Option?.Text.Name ?? Path.Substring(Path.LastIndexOf(' ') + 1);

    public List<CommandNode> Children { get; } = [];
}
