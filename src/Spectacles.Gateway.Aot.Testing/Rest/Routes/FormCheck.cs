using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// Checks a body or a query against the schema in Discord's description, and finds what Discord would. Unknown fields are ignored. Numbers
/// may be strings and ids may be numbers, as for Discord.
/// </summary>
internal sealed class FormCheck(ApiDocument document)
{
    /// <summary>Checks a call. An undefined body is none.</summary>
    public FormErrors Check(ApiRoute route, JsonElement body, IQueryCollection query)
    {
        var errors = new FormErrors();
        foreach (var (name, value) in query)
        {
            if (route.Query.Field(name) is { ValueKind: JsonValueKind.Object } schema)
            {
                CheckParameter(schema, value.ToString(), errors[name]);
            }
        }

        if (body.ValueKind == JsonValueKind.Undefined)
        {
            if (route.RequiresBody)
            {
                CheckMissing(document.Resolve(route.Body), errors);
            }
        }
        else if (route.Body.ValueKind != JsonValueKind.Undefined)
        {
            Check(route.Body, body, errors);
        }

        return errors;
    }

    /// <summary>Checks a body as one of the choices that its route accepts, by the name of the schema.</summary>
    public FormErrors Check(string schema, JsonElement body)
    {
        var errors = new FormErrors();
        Check(document.Schema(schema), body, errors);
        return errors;
    }

    private void CheckParameter(JsonElement schema, string value, FormErrors errors)
    {
        switch (TypeOf(document.Resolve(schema)))
        {
            case "boolean" when value is not ("" or "0" or "1") && !bool.TryParse(value, out _):
                errors.Add("BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                break;
            case "string" or "integer" or "number" or "snowflake":
                using (var text = JsonDocument.Parse(Json.Write(writer => writer.WriteStringValue(value))))
                {
                    Check(schema, text.RootElement, errors);
                }

                break;
        }
    }

    private void Check(JsonElement reference, JsonElement value, FormErrors errors)
    {
        bool isNullable = reference.TryGetProperty("nullable"u8, out _);
        var schema = document.Resolve(reference);
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!isNullable && !schema.TryGetProperty("nullable"u8, out _))
            {
                errors.AddRequired();
            }

            return;
        }

        if (schema.TryGetProperty("oneOf"u8, out var choices))
        {
            CheckChoices(choices, value, errors);
            return;
        }

        switch (TypeOf(schema))
        {
            case "string":
                ScalarCheck.CheckString(schema, value, errors);
                break;
            case "integer" or "number":
                ScalarCheck.CheckNumber(schema, value, TypeOf(schema) == "integer" ? "int" : "float", errors);
                break;
            case "boolean" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                errors.Add("BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                break;
            case "snowflake" when !ScalarCheck.IsId(value):
                errors.Add("NUMBER_TYPE_COERCE", $"Value {ScalarCheck.Quote(value)} is not snowflake.");
                break;
            case "array":
                CheckList(schema, value, errors);
                break;
            case "object":
                CheckObject(schema, value, errors);
                break;
        }
    }

    /// <summary>
    /// An object is checked as the choice with its <c>type</c>, where that is required; any other value as the choice that fits best, with
    /// the fewest errors and unknown fields.
    /// </summary>
    private void CheckChoices(JsonElement choices, JsonElement value, FormErrors errors)
    {
        (FormErrors Errors, int Misfits)? best = null;
        List<string> types = [];
        foreach (var choice in choices.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object && TypeConstants(choice) is { Count: > 0 } constants)
            {
                types.AddRange(constants.Select(constant => constant.GetRawText()));
                bool hasType = value.TryGetProperty("type"u8, out var type);
                if (!hasType || !constants.Exists(constant => JsonElement.DeepEquals(constant, type)))
                {
                    continue;
                }
            }

            var found = new FormErrors();
            Check(choice, value, found);
            if (found.Count == 0)
            {
                return;
            }

            int misfits = found.Count + CountUnknown(document.Resolve(choice), value);
            best = misfits < (best?.Misfits ?? int.MaxValue) ? (found, misfits) : best;
        }

        if (best is not null)
        {
            errors.AddAll(best.Value.Errors);
        }
        else if (value.TryGetProperty("type"u8, out _))
        {
            errors["type"].Add("BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", types)}).");
        }
        else
        {
            errors["type"].AddRequired();
        }
    }

    private static int CountUnknown(JsonElement schema, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties"u8, out var properties)
            ? value.EnumerateObject().Count(field => !properties.TryGetProperty(field.Name, out _))
            : 0;

    /// <summary>The values of <c>type</c> that select this choice; null when it does not require one.</summary>
    private List<JsonElement>? TypeConstants(JsonElement choice)
    {
        var schema = document.Resolve(choice);
        return schema.TryGetProperty("required"u8, out var required)
            && required.EnumerateArray().Any(name => name.ValueEquals("type"u8))
            && schema.TryGetProperty("properties"u8, out var properties)
            && properties.TryGetProperty("type"u8, out var type)
            && document.Resolve(type).TryGetProperty("enum"u8, out var constants)
            ? [.. constants.EnumerateArray()]
            : null;
    }

    private void CheckObject(JsonElement schema, JsonElement value, FormErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType.");
            return;
        }

        if (schema.TryGetProperty("properties"u8, out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (value.TryGetProperty(property.Name, out var inner))
                {
                    Check(property.Value, inner, errors[property.Name]);
                }
            }
        }

        if (schema.TryGetProperty("additionalProperties"u8, out var each))
        {
            ScalarCheck.CheckLength(schema, value.GetPropertyCount(), "minProperties"u8, "maxProperties"u8, errors);
            foreach (var property in value.EnumerateObject())
            {
                Check(each, property.Value, errors[property.Name]);
            }
        }

        CheckMissing(schema, errors, value);
    }

    private static void CheckMissing(JsonElement schema, FormErrors errors, JsonElement value = default)
    {
        if (!schema.TryGetProperty("required"u8, out var required))
        {
            return;
        }

        foreach (var name in required.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name.GetString()!, out _))
            {
                errors[name.GetString()!].AddRequired();
            }
        }
    }

    private void CheckList(JsonElement schema, JsonElement value, FormErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.");
            return;
        }

        ScalarCheck.CheckLength(schema, value.GetArrayLength(), "minItems"u8, "maxItems"u8, errors);
        if (schema.TryGetProperty("items"u8, out var each))
        {
            int index = 0;
            foreach (var element in value.EnumerateArray())
            {
                Check(each, element, errors[index.ToString(CultureInfo.InvariantCulture)]);
                index++;
            }
        }
    }

    private static string TypeOf(JsonElement schema) => schema.TryGetProperty("type"u8, out var type) ? type.GetString()! : "";
}
