using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What Discord requires of the options of a slash command and of their choices.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
/// </remarks>
internal static class OptionRules
{
    private const string NameExists = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS";

    /// <summary>Checks the options of a command or a subcommand.</summary>
    public static void Check(JsonElement owner, FormErrors errors)
    {
        JsonElement[] options = [.. owner.Elements("options")];
        CheckNames(options, errors["options"]);
        bool hasOptional = false;
        for (int index = 0; index < options.Length; index++)
        {
            var option = options[index];
            var at = At(errors["options"], index);
            CommandNaming.CheckLocales(option, at);
            CommandNaming.CheckName(option, at);
            if (option.IsSubcommand() != options[0].IsSubcommand())
            {
                at.Add(
                    "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                    "Sub-command and sub-command group option types are mutually exclusive to all other types");
            }

            bool isRequired = option.Flag("required") == true;
            if (isRequired && hasOptional)
            {
                at.Add("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
            }

            hasOptional |= !isRequired;
            CheckValues(option, at);
            Check(option, at);
        }
    }

    /// <summary>A name is unique among the options, and so is a localized name among those of its locale and the default names.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#localization</remarks>
    private static void CheckNames(JsonElement[] options, FormErrors errors)
    {
        string[] names = [.. options.Select(option => option.Text("name")!)];
        for (int index = 0; index < options.Length; index++)
        {
            if (names.AsSpan(0, index).Contains(names[index]))
            {
                At(errors, index)["name"].Add(NameExists, "Option name already exists");
            }

            foreach (var (locale, name) in CommandNaming.Localizations(options[index], CommandNaming.NameLocalizations))
            {
                int own = index;
                bool isTaken = options.Where((_, other) => other != own && names[other] == name).Any()
                    || options.Take(index).Any(other => other.Field(CommandNaming.NameLocalizations).Text(locale) == name);
                if (isTaken)
                {
                    At(errors, index)[CommandNaming.NameLocalizations][locale].Add(NameExists, "Option name already exists");
                }
            }
        }
    }

    private static void CheckValues(JsonElement option, FormErrors errors)
    {
        JsonElement[] choices = [.. option.Elements("choices")];
        if (choices.Length > 0 && option.Flag("autocomplete") == true)
        {
            errors["autocomplete"].Add(
                "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete cannot be configured for an option with choices");
        }

        for (int index = 0; index < choices.Length; index++)
        {
            var at = At(errors["choices"], index);
            CommandNaming.CheckLocales(choices[index], at);
            if (choices.Take(index).Any(other => other.Text("name") == choices[index].Text("name")))
            {
                at["name"].Add(NameExists, "Choice name already exists");
            }
        }

        CheckRange(option, "min_length", "max_length", errors);
        CheckRange(option, "min_value", "max_value", errors);
    }

    private static void CheckRange(JsonElement option, string least, string most, FormErrors errors)
    {
        if (option.Number(least) is { } from && option.Number(most) is { } to && from > to)
        {
            string type = option.OptionKind() == OptionKind.Number ? "float" : "int";
            errors[least].Add(
                "NUMBER_TYPE_MAX", string.Create(CultureInfo.InvariantCulture, $"{type} value should be less than or equal to {to}."));
        }
    }

    private static FormErrors At(FormErrors errors, int index) => errors[index.ToString(CultureInfo.InvariantCulture)];
}
