namespace Spectacles.Gateway.Generators;

/// <summary>An option of a command, a subcommand or a group of subcommands.</summary>
internal sealed record CommandOptionSpec
{
    /// <summary>Discord's number of the type.</summary>
    public required int Type { get; init; }

    public required NamedTextSpec Text { get; init; }

    public bool IsRequired { get; init; }

    public EquatableArray<CommandChoiceSpec> Choices { get; init; }

    public EquatableArray<int> ChannelTypes { get; init; }

    /// <summary>The smallest number as JSON; empty for none.</summary>
    public string MinValue { get; init; } = "";

    /// <summary>The greatest number as JSON; empty for none.</summary>
    public string MaxValue { get; init; } = "";

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public bool HasAutocomplete { get; init; }

    public EquatableArray<CommandOptionSpec> Options { get; init; }
}
