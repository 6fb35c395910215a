using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The normal form of a command: known fields in one order, defaults left out, sets sorted, numbers in their shortest form. Two commands
/// are the same if their normal forms are, byte by byte. What Discord adds (id, version, localized names) is not part of it.
/// </summary>
/// <param name="isOfGuild">Whether the commands are of one guild. They have no contexts and integration types.</param>
/// <param name="installations">The integration types that the application has; the default of a command that names none.</param>
internal sealed class CommandForm(bool isOfGuild, IReadOnlyCollection<int> installations)
{
    private const int BotDirectMessage = 1;
    private const int PrivateChannel = 2;
    private const int UserInstall = 1;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the normal form of a command.</summary>
    public byte[] Of(ReadOnlySpan<byte> command)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            WriteObject(writer, command, CommandField.OfCommands);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> json, CommandField[] fields)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            var value = JsonFields.Field(json, field.Name);
            switch (field.Name)
            {
                case "type" when value.IsEmpty:
                    writer.WriteNumber(field.Name, 1);
                    break;
                case "integration_types" or "contexts" when isOfGuild:
                    break;
                case "integration_types":
                    WriteSet(writer, field.Name, Installations(value));
                    break;
                case "contexts":
                    WriteContexts(writer, JsonFields.Integers(value), Installations(JsonFields.Field(json, "integration_types")));
                    break;
                default:
                    Write(writer, field, value);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, CommandField field, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        switch (field.Form)
        {
            case FieldForm.Text when JsonFields.Text(value) is { Length: > 0 } text:
                writer.WriteString(field.Name, text);
                break;
            case FieldForm.Localizations:
                WriteLocalizations(writer, field.Name, value);
                break;
            case FieldForm.Flag when value.SequenceEqual("true"u8):
                writer.WriteBoolean(field.Name, true);
                break;
            case FieldForm.Number:
                WriteNumber(writer, field.Name, value);
                break;
            case FieldForm.Value when value[0] == '"':
                writer.WriteString(field.Name, JsonFields.Text(value));
                break;
            case FieldForm.Value:
                WriteNumber(writer, field.Name, value);
                break;
            case FieldForm.Set:
                WriteSet(writer, field.Name, JsonFields.Integers(value));
                break;
            case FieldForm.Options:
                WriteList(writer, field.Name, value, CommandField.OfOptions);
                break;
            case FieldForm.Choices:
                WriteList(writer, field.Name, value, CommandField.OfChoices);
                break;
        }
    }

    private void WriteList(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> json, CommandField[] fields)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        bool isBegun = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isBegun)
            {
                writer.WriteStartArray(name);
                isBegun = true;
            }

            WriteObject(writer, json[start..(int)reader.BytesConsumed], fields);
        }

        if (isBegun)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteLocalizations(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> json)
    {
        SortedDictionary<string, string> texts = new(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string locale = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                texts[locale] = reader.GetString()!;
            }
        }

        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (locale, text) in texts)
        {
            writer.WriteString(locale, text);
        }

        writer.WriteEndObject();
    }

    // 1, 1.0 and 1e0 are the same number.
    private static void WriteNumber(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TryGetInt64(out long whole))
        {
            writer.WriteNumber(name, whole);
        }
        else
        {
            double number = reader.GetDouble();
            if (number == Math.Truncate(number) && Math.Abs(number) < 1L << 53)
            {
                writer.WriteNumber(name, (long)number);
            }
            else
            {
                writer.WriteNumber(name, number);
            }
        }
    }

    private static void WriteSet(Utf8JsonWriter writer, string name, IReadOnlyCollection<int> numbers)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (int number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    /// <summary>Without contexts, a command can be used everywhere where its installations allow it.</summary>
    /// <remarks>https://discord.com/developers/docs/interactions/application-commands#interaction-contexts</remarks>
    private static void WriteContexts(Utf8JsonWriter writer, SortedSet<int> contexts, IReadOnlyCollection<int> installed)
    {
        bool isEverywhere = contexts.Contains(0) && contexts.Contains(BotDirectMessage)
            && (contexts.Contains(PrivateChannel) || !installed.Contains(UserInstall));
        WriteSet(writer, "contexts", isEverywhere ? [] : contexts);
    }

    private IReadOnlyCollection<int> Installations(ReadOnlySpan<byte> json) =>
        JsonFields.Integers(json) is { Count: > 0 } named ? named : installations;
}
