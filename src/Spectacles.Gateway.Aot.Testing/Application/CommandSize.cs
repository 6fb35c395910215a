using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The size of a slash command: the characters of all names, descriptions and values in it.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#slash-commands</remarks>
internal static class CommandSize
{
    public const int Limit = 8000;

    /// <summary>The size of a command or an option with everything in it.</summary>
    public static int Of(JsonElement command) =>
        LongestOf(command, "name", CommandNaming.NameLocalizations)
        + LongestOf(command, "description", CommandNaming.DescriptionLocalizations)
        + command.Elements("choices").Sum(
            static choice => LongestOf(choice, "name", CommandNaming.NameLocalizations) + Count(choice.Field("value").ToString()))
        + command.Elements("options").Sum(Of);

    /// <summary>The length of the longest localization, where the default counts as one.</summary>
    private static int LongestOf(JsonElement localized, string field, string localizations) =>
        CommandNaming.Localizations(localized, localizations)
            .Select(static localization => Count(localization.Text))
            .Append(Count(localized.Text(field) ?? ""))
            .Max();

    private static int Count(string text) => text.EnumerateRunes().Count();
}
