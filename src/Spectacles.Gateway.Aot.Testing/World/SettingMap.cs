using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// The fields of an object that a REST call has set, as JSON. A field that was never set, or is null, has Discord's default.
/// </summary>
internal sealed class SettingMap
{
    private readonly Dictionary<string, byte[]> values;

    private SettingMap(Dictionary<string, byte[]> values) => this.values = values;

    public static SettingMap Empty { get; } = new([]);

    /// <summary>The settings with those fields of the body that have one of these names.</summary>
    public SettingMap With(JsonElement body, params ReadOnlySpan<string> names)
    {
        Dictionary<string, byte[]> next = new(values);
        foreach (string name in names)
        {
            if (body.Has(name))
            {
                next[name] = body.Field(name).Bytes();
            }
        }

        return new SettingMap(next);
    }

    /// <summary>
    /// The settings with those fields of the body that have one of these names, which are numbers or booleans. A field that is null has its
    /// default again. A number is kept as a number, even if it was sent as a string.
    /// </summary>
    public SettingMap WithScalars(JsonElement body, params ReadOnlySpan<string> names)
    {
        Dictionary<string, byte[]> next = new(values);
        foreach (string name in names)
        {
            if (body.Integer(name) is { } number)
            {
                next[name] = Json.Write(writer => writer.WriteNumberValue(number));
            }
            else if (body.Flag(name) is not null)
            {
                next[name] = body.Field(name).Bytes();
            }
            else if (body.Has(name))
            {
                next.Remove(name);
            }
        }

        return new SettingMap(next);
    }

    /// <summary>The settings with this field.</summary>
    public SettingMap With(string name, ReadOnlySpan<byte> json) => new(new Dictionary<string, byte[]>(values) { [name] = json.ToArray() });

    /// <summary>The settings with this field as an id; null for none.</summary>
    public SettingMap With(string name, Snowflake? id) => With(name, id is { } value ? Encoding.UTF8.GetBytes($"\"{value}\"") : "null"u8);

    /// <summary>The JSON of a field; empty when it was never set.</summary>
    public ReadOnlySpan<byte> this[string name] => values.GetValueOrDefault(name);

    /// <summary>The whole number in a field; 0 when it was never set.</summary>
    public long Number(string name) => new JsonSlice(this[name]).TryGetInt64(out long number) ? number : 0;

    /// <summary>Writes a field if it was set.</summary>
    public void WriteIfSet(Utf8JsonWriter writer, string name)
    {
        if (values.TryGetValue(name, out byte[]? set))
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(set, skipInputValidation: true);
        }
    }

    /// <summary>Writes a field: as it was set, or, if it is null or was never set, with its default, which is JSON.</summary>
    public void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> otherwise)
    {
        writer.WritePropertyName(name);
        var set = this[name];
        writer.WriteRawValue(set.IsEmpty || set.SequenceEqual("null"u8) ? otherwise : set, skipInputValidation: true);
    }
}
