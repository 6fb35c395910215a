using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Checks texts and numbers against their schema.</summary>
internal static class ScalarCheck
{
    public static void CheckString(JsonElement schema, JsonElement value, FormErrors errors)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add("STRING_TYPE_CONVERT", $"Could not interpret {Quote(value)} as string.");
            return;
        }

        string text = value.GetString()!;
        if (CheckLength(schema, text.EnumerateRunes().Count(), "minLength"u8, "maxLength"u8, errors))
        {
            CheckConstants(schema, value, errors);
        }
    }

    public static void CheckNumber(JsonElement schema, JsonElement value, string name, FormErrors errors)
    {
        if (!TryReadNumber(value, out decimal number) || (name == "int" && number != decimal.Truncate(number)))
        {
            errors.Add("NUMBER_TYPE_COERCE", $"Value {Quote(value)} is not {name}.");
        }
        else if (schema.TryGetProperty("minimum"u8, out var least) && number < least.GetDecimal())
        {
            errors.Add("NUMBER_TYPE_MIN", $"{name} value should be greater than or equal to {least}.");
        }
        else if (schema.TryGetProperty("maximum"u8, out var most) && number > most.GetDecimal())
        {
            errors.Add("NUMBER_TYPE_MAX", $"{name} value should be less than or equal to {most}.");
        }
        else
        {
            CheckConstants(schema, value, errors);
        }
    }

    private static void CheckConstants(JsonElement schema, JsonElement value, FormErrors errors)
    {
        if (!schema.TryGetProperty("enum"u8, out var constants) || constants.GetArrayLength() == 0)
        {
            return;
        }

        foreach (var constant in constants.EnumerateArray())
        {
            bool isEqual = constant.ToString() == value.ToString();
            if (isEqual || (TryReadNumber(value, out decimal number) && TryReadNumber(constant, out decimal one) && one == number))
            {
                return;
            }
        }

        errors.Add("BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", constants.EnumerateArray())}).");
    }

    public static bool CheckLength(JsonElement schema, int length, ReadOnlySpan<byte> least, ReadOnlySpan<byte> most, FormErrors errors)
    {
        int? shortest = schema.TryGetProperty(least, out var min) ? min.GetInt32() : null;
        int? longest = schema.TryGetProperty(most, out var max) ? max.GetInt32() : null;
        if (length >= (shortest ?? 0) && length <= (longest ?? int.MaxValue))
        {
            return true;
        }

        (string code, string message) = (shortest, longest) switch
        {
            ({ } from, { } to) => ("BASE_TYPE_BAD_LENGTH", $"Must be between {from} and {to} in length."),
            (null, { } to) => ("BASE_TYPE_MAX_LENGTH", $"Must be {to} or fewer in length."),
            var (from, _) => ("BASE_TYPE_MIN_LENGTH", $"Must be {from} or more in length."),
        };
        errors.Add(code, message);
        return false;
    }

    private static bool TryReadNumber(JsonElement value, out decimal number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out number),
            JsonValueKind.String => decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    public static bool IsId(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number && ulong.TryParse(value.ToString(), out _);

    public static string Quote(JsonElement value) => $"\"{value}\"";

}
