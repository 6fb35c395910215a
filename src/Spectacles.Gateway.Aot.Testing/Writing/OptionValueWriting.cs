using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Checks a value as Discord's client does before a user can run a command, and writes it.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type
/// </remarks>
internal sealed class OptionValueWriting(JsonElement definition, string of, ResolvedWriting resolved)
{
    private const int LongestText = 6000;
    private const decimal LargestNumber = 1L << 53;

    /// <summary>Writes <c>value</c>.</summary>
    /// <exception cref="ArgumentException">The option does not take the value.</exception>
    public void Write(Utf8JsonWriter writer, object value)
    {
        switch (definition.OptionKind())
        {
            case OptionKind.Text or OptionKind.Integer or OptionKind.Number when definition.Elements("choices").Any():
                WriteChoice(writer, AsText(value));
                break;
            case OptionKind.Text:
                writer.WriteString("value", CheckLength(AsText(value)));
                break;
            case OptionKind.Integer:
                writer.WriteNumber("value", (long)CheckInteger(AsNumber(value), value));
                break;
            case OptionKind.Number:
                writer.WriteNumber("value", (double)CheckRange(AsNumber(value), LargestNumber));
                break;
            case OptionKind.Boolean:
                writer.WriteBoolean("value", AsBoolean(value));
                break;
            default:
                writer.WriteId("value", IdOf(value));
                break;
        }
    }

    /// <summary>Writes as <c>value</c> what a user has typed so far, which is not checked.</summary>
    public static void WriteTyped(Utf8JsonWriter writer, object value) =>
        writer.WriteString("value", Convert.ToString(value, CultureInfo.InvariantCulture));

    private Snowflake IdOf(object value) => definition.OptionKind() switch
    {
        OptionKind.User => resolved.AddUser(value, of),
        OptionKind.Channel => resolved.AddChannel(value, definition, of),
        OptionKind.Role => resolved.AddRole(value, of),
        OptionKind.Mentionable => resolved.AddMentionable(value, of),
        OptionKind.Attachment => resolved.AddFile(value, of),
        var kind => throw new ArgumentException($"{of} has the type {(int)kind}, which takes no value."),
    };

    /// <summary>Writes the value of a choice, found by its name or its value.</summary>
    private void WriteChoice(Utf8JsonWriter writer, string text)
    {
        foreach (var choice in definition.Elements("choices"))
        {
            if (choice.Text("name") != text && choice.Field("value").ToString() != text)
            {
                continue;
            }

            if (definition.OptionKind() == OptionKind.Text)
            {
                writer.WriteString("value", choice.Text("value"));
            }
            else
            {
                writer.WriteNumber("value", choice.Number("value") ?? 0);
            }

            return;
        }

        string names = string.Join(", ", definition.Elements("choices").Select(static choice => choice.Text("name")));
        throw new ArgumentException($"{of} has no choice {text}. It has: {names}.");
    }

    private string CheckLength(string text)
    {
        int length = text.EnumerateRunes().Count();
        long least = definition.Integer("min_length") ?? 0;
        long most = definition.Integer("max_length") ?? LongestText;
        return length >= least && length <= most
            ? text
            : throw new ArgumentException($"{of} takes a text of {least} to {most} characters, not {length}.");
    }

    private decimal CheckInteger(decimal number, object value) => number == decimal.Truncate(number)
        ? CheckRange(number, LargestNumber - 1)
        : throw new ArgumentException($"{of} takes an integer, not {AsText(value)}.");

    private decimal CheckRange(decimal number, decimal largest)
    {
        decimal least = definition.Number("min_value") is { } min ? (decimal)min : -largest;
        decimal most = definition.Number("max_value") is { } max ? (decimal)max : largest;
        return number >= least && number <= most
            ? number
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{of} takes a number from {least} to {most}, not {number}."));
    }

    private static string AsText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private decimal AsNumber(object value) =>
        value is IConvertible and not bool
        && decimal.TryParse(AsText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw new ArgumentException($"{of} takes a number, not {AsText(value)}.");

    private bool AsBoolean(object value) => bool.TryParse(AsText(value), out bool isTrue)
        ? isTrue
        : throw new ArgumentException($"{of} takes true or false, not {AsText(value)}.");
}
