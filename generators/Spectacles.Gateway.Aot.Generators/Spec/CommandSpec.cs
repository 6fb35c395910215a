namespace Spectacles.Gateway.Generators;

/// <summary>A command to register.</summary>
internal sealed record CommandSpec
{
    /// <summary>Discord's number of the type: 1 for a slash command, 2 for a user's, 3 for a message's.</summary>
    public required int Type { get; init; }

    /// <summary>Whether it is used by typing it. The others are in menus, and have no description.</summary>
    public bool IsSlashCommand => Type == 1;

    public required NamedTextSpec Text { get; init; }

    public EquatableArray<CommandOptionSpec> Options { get; init; }

    /// <summary>The permissions as a number; null for everybody.</summary>
    public ulong? DefaultMemberPermissions { get; init; }

    public bool IsNsfw { get; init; }

    public EquatableArray<int> IntegrationTypes { get; init; }

    public EquatableArray<int> Contexts { get; init; }
}
