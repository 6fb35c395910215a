using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads an option of a slash command from a parameter with [Option].</summary>
internal sealed class OptionReader(List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private const int GreatestLength = 6000;

    /// <summary>Whole numbers of Discord's have one less, so that a double has each of them exactly.</summary>
    private const double GreatestNumber = 1L << 53;

    /// <summary>Returns null after a report.</summary>
    public OptionDraft? Read(IParameterSymbol parameter, AttributeData attribute, InteractionArgumentSpec argument)
    {
        var place = TextPlace.Of(attribute.Place(cancellationToken));
        var type = argument.Type!;
        int wireType = WireType(type.Kind);
        var choices = ReadChoices(parameter, type, place, argument.Name);
        bool hasAutocomplete = attribute.Named("Autocomplete")?.Value is string;
        if (hasAutocomplete && choices.Count > 0)
        {
            Misfit(place, argument.Name, "it has both choices and autocomplete, and Discord accepts one of them");
        }

        if (hasAutocomplete && wireType is not (3 or 4 or 10))
        {
            Misfit(place, argument.Name, "only texts and numbers can have autocomplete");
        }

        var spec = new CommandOptionSpec
        {
            Type = wireType,
            Text = new NamedTextSpec(argument.Name, attribute.Text(0)),
            IsRequired = argument.Shape == ArgumentShape.Required,
            Choices = choices,
            ChannelTypes = ReadChannelTypes(attribute, type.Kind, place, argument.Name),
            HasAutocomplete = hasAutocomplete,
        };
        return new OptionDraft(WithLengths(WithRange(spec, attribute, type.Kind, place), attribute, type.Kind, place), place);
    }

    /// <summary>
    /// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
    /// </summary>
    private static int WireType(EnteredKind kind) => kind switch
    {
        EnteredKind.Int32 or EnteredKind.Int64 => 4,
        EnteredKind.Boolean => 5,
        EnteredKind.User or EnteredKind.Member => 6,
        EnteredKind.Channel => 7,
        EnteredKind.Role => 8,
        EnteredKind.Mentionable => 9,
        EnteredKind.Double => 10,
        EnteredKind.Attachment => 11,
        _ => 3,
    };

    private EquatableArray<CommandChoiceSpec> ReadChoices(IParameterSymbol parameter, EnteredTypeSpec type, TextPlace place, string name)
    {
        var attributes = parameter.All(InteractionNames.Choice).ToList();
        if (type.Kind == EnteredKind.Enum)
        {
            if (attributes.Count > 0)
            {
                Misfit(place, name, "the members of its enum are its choices: put [Choice] on them");
            }

            return type.Members
                .Select(member => new CommandChoiceSpec(new NamedTextSpec(member.DisplayName, ""), JsonWriting.Quote(member.Name)))
                .ToEquatableArray();
        }

        return attributes.Select(attribute => ReadChoice(attribute, type.Kind, place, name)).ToEquatableArray();
    }

    private CommandChoiceSpec ReadChoice(AttributeData attribute, EnteredKind kind, TextPlace place, string name)
    {
        string text = attribute.Text(0);
        object? value = attribute.ConstructorArguments.Length > 1 ? attribute.ConstructorArguments[1].Value : text;
        string? json = (kind, value) switch
        {
            (EnteredKind.Text, string found) when found == text || CSharpLiteral.IsUnicode(found) => JsonWriting.Quote(found),
            (EnteredKind.Int32 or EnteredKind.Int64 or EnteredKind.Double, long found) => JsonWriting.Number(found),
            (EnteredKind.Double, double found) => JsonWriting.Number(found),
            _ => null,
        };
        string? problem = (kind, value) switch
        {
            (EnteredKind.Text, string) when json is null => CommandNames.NotUnicode,
            _ when json is null => "its type is not the parameter's",
            (EnteredKind.Text, _) => null,
            _ => RangeProblem(kind, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        };
        if (problem is not null)
        {
            Misfit(place, name, $"the choice '{text}' cannot have this value: {problem}");
        }

        return new CommandChoiceSpec(new NamedTextSpec(text, ""), json ?? "null");
    }

    private EquatableArray<int> ReadChannelTypes(AttributeData attribute, EnteredKind kind, TextPlace place, string name)
    {
        var types = attribute.Named("ChannelTypes")?.Numbers() ?? default;
        if (types.Count > 0 && kind != EnteredKind.Channel)
        {
            Misfit(place, name, "only a Channel can have ChannelTypes");
        }

        return types;
    }

    private CommandOptionSpec WithRange(CommandOptionSpec spec, AttributeData attribute, EnteredKind kind, TextPlace place)
    {
        double? min = attribute.Named("Min")?.Value as double?;
        double? max = attribute.Named("Max")?.Value as double?;
        if (kind is not (EnteredKind.Int32 or EnteredKind.Int64 or EnteredKind.Double))
        {
            if (min is not null || max is not null)
            {
                Misfit(place, spec.Text.Name, "only numbers can have Min and Max");
            }

            return spec;
        }

        if (min > max)
        {
            Misfit(place, spec.Text.Name, "Min is greater than Max");
        }

        if ((RangeProblem(kind, min ?? 0) ?? RangeProblem(kind, max ?? 0)) is { } problem)
        {
            Misfit(place, spec.Text.Name, problem);
        }

        bool isWhole = kind != EnteredKind.Double;
        if (isWhole && (min is { } least && least != Math.Floor(least) || max is { } most && most != Math.Floor(most)))
        {
            Misfit(place, spec.Text.Name, "Min and Max of a whole number must be whole numbers");
        }

        // An int has fewer numbers than Discord.
        double? smallest = kind == EnteredKind.Int32 ? int.MinValue : null;
        double? greatest = kind == EnteredKind.Int32 ? int.MaxValue : null;
        return spec with
        {
            MinValue = (min ?? smallest) is { } low && spec.Choices.Count == 0 ? JsonWriting.Number(low) : "",
            MaxValue = (max ?? greatest) is { } high && spec.Choices.Count == 0 ? JsonWriting.Number(high) : "",
        };
    }

    // Nothing is less or greater than NaN.
    private static string? RangeProblem(EnteredKind kind, double value) => kind switch
    {
        EnteredKind.Int32 when !(value is >= int.MinValue and <= int.MaxValue) => $"an int is between {int.MinValue} and {int.MaxValue}",
        EnteredKind.Int64 when !(Math.Abs(value) < GreatestNumber) =>
            "Discord's whole numbers are greater than -2^53 and less than 2^53",
        EnteredKind.Double when !(Math.Abs(value) <= GreatestNumber) => "Discord's numbers are between -2^53 and 2^53",
        _ => null,
    };

    private CommandOptionSpec WithLengths(CommandOptionSpec spec, AttributeData attribute, EnteredKind kind, TextPlace place)
    {
        int? min = attribute.Named("MinLength")?.Value as int?;
        int? max = attribute.Named("MaxLength")?.Value as int?;
        string? problem = (min, max) switch
        {
            (null, null) => null,
            _ when kind != EnteredKind.Text => "only a string can have MinLength and MaxLength",
            _ when min is < 0 or > GreatestLength || max is < 1 or > GreatestLength =>
                $"MinLength is 0 to {GreatestLength.ToString(CultureInfo.InvariantCulture)}, and MaxLength 1 to the same",
            _ when min > max => "MinLength is greater than MaxLength",
            _ => null,
        };
        if (problem is not null)
        {
            Misfit(place, spec.Text.Name, problem);
        }

        return spec with { MinLength = min is 0 ? null : min, MaxLength = max };
    }

    private void Misfit(TextPlace place, string option, string problem) =>
        diagnostics.Add(place.Report(DiagnosticDescriptors.OptionMisfit, option, problem));
}
