using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The names of commands, options and choices, and their localizations.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming and
/// https://discord.com/developers/docs/reference#locales
/// </remarks>
internal static class CommandNaming
{
    public const string NameLocalizations = "name_localizations";
    public const string DescriptionLocalizations = "description_localizations";

    private static readonly FrozenSet<string> Locales = FrozenSet.Create(
        StringComparer.Ordinal,
        "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
        "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW");

    /// <summary>Checks the name of a slash command or an option, with its localizations.</summary>
    public static void CheckName(JsonElement named, FormErrors errors)
    {
        if (!IsName(named.Text("name") ?? ""))
        {
            AddInvalidName(errors["name"]);
        }

        foreach (var (locale, name) in Localizations(named, NameLocalizations))
        {
            if (!IsName(name))
            {
                AddInvalidName(errors[NameLocalizations][locale]);
            }
        }
    }

    /// <summary>Checks that the keys of the localizations are locales of Discord.</summary>
    public static void CheckLocales(JsonElement localized, FormErrors errors)
    {
        foreach (string field in (string[])[NameLocalizations, DescriptionLocalizations])
        {
            foreach (var (locale, _) in Localizations(localized, field))
            {
                if (!Locales.Contains(locale))
                {
                    errors[field][locale].Add("ENUM_TYPE_COERCE", $"Value \"{locale}\" is not a valid enum value.");
                }
            }
        }
    }

    /// <summary>The texts of a dictionary of localizations by their locale; none when there is no such field.</summary>
    public static IEnumerable<(string Locale, string Text)> Localizations(JsonElement localized, string field) =>
        localized.Field(field) is { ValueKind: JsonValueKind.Object } texts
            ? texts.EnumerateObject().Select(text => (text.Name, text.Value.GetString() ?? ""))
            : [];

    /// <summary>The text in this locale, or in the locale that Discord takes instead; null when there is neither.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#locale-fallbacks</remarks>
    public static string? Localize(JsonElement localized, string field, string locale)
    {
        string? fallback = locale switch
        {
            "en-US" => "en-GB",
            "en-GB" => "en-US",
            "es-419" => "es-ES",
            _ => null,
        };
        var texts = localized.Field(field);
        return texts.Text(locale) ?? (fallback is null ? null : texts.Text(fallback));
    }

    /// <summary>Whether a name has only letters, digits, hyphens, underscores and apostrophes, and no capital letter.</summary>
    private static bool IsName(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            bool isMark = rune.Value is '-' or '_' or '\'' || IsDevanagariOrThai(rune.Value);
            if (!(isMark || Rune.IsLetter(rune) || Rune.IsNumber(rune)) || Rune.ToLowerInvariant(rune) != rune)
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    /// <summary>Whether the character has one of the scripts whose vowel signs are neither letters nor numbers.</summary>
    /// <remarks>https://www.unicode.org/Public/UCD/latest/ucd/Scripts.txt</remarks>
    private static bool IsDevanagariOrThai(int character) => character
        is (>= 0x0900 and <= 0x0950) or (>= 0x0955 and <= 0x0963) or (>= 0x0966 and <= 0x097F)
        or (>= 0xA8E0 and <= 0xA8FF) or (>= 0x11B00 and <= 0x11B09)
        or (>= 0x0E01 and <= 0x0E3A) or (>= 0x0E40 and <= 0x0E5B);

    private static void AddInvalidName(FormErrors errors) => errors.Add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}
