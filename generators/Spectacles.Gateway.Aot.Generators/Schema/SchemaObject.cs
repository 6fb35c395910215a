namespace Spectacles.Gateway.Generators;

/// <summary>
/// An object of the schema file whose properties are known; reports those that are not, are there twice or have a wrong value.
/// </summary>
internal sealed class SchemaObject
{
    private readonly string path;
    private readonly List<DiagnosticInfo> diagnostics;
    private readonly JsonValue json;

    public SchemaObject(string path, List<DiagnosticInfo> diagnostics, JsonValue json, string name, string[] known)
    {
        this.path = path;
        this.diagnostics = diagnostics;
        this.json = json;
        if (json.Kind != JsonKind.Object)
        {
            ReportWrong(json.Position, name, "an object");
        }

        foreach (var property in Unique(json))
        {
            // JSON has no comments; JSON Schema's word for one is understood everywhere.
            if (property.Name.Value is not ("$comment" or "$schema") && !known.Contains(property.Name.Value))
            {
                Report(DiagnosticDescriptors.SchemaUnknownProperty, property.Name.Position, property.Name.Value, string.Join(", ", known));
            }
        }
    }

    public string Doc => Text("doc")?.Value ?? "";

    public string Link => Text("link")?.Value ?? "";

    public JsonValue? Value(string name) => json.Properties.FirstOrDefault(property => property.Name.Value == name)?.Value;

    public bool IsMissing(string name) => Value(name) is null;

    public SchemaText? Text(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.Kind == JsonKind.Text)
        {
            return new SchemaText(value.Text, value.Position);
        }

        ReportWrong(value.Position, name, "a string");
        return null;
    }

    public bool Flag(string name)
    {
        if (Value(name) is { Kind: not JsonKind.Boolean } value)
        {
            ReportWrong(value.Position, name, "true or false");
        }

        return Value(name) is { Kind: JsonKind.Boolean, Text: "true" };
    }

    public EquatableArray<SchemaText> Texts(string name)
    {
        if (Value(name) is not { } value)
        {
            return default;
        }

        if (value.Kind == JsonKind.List && value.Items.All(item => item.Kind == JsonKind.Text))
        {
            return value.Items.Select(item => new SchemaText(item.Text, item.Position)).ToEquatableArray();
        }

        ReportWrong(value.Position, name, "a list of strings");
        return default;
    }

    /// <summary>The properties of a nested object that maps names to things.</summary>
    public IEnumerable<JsonProperty> Entries(string name)
    {
        if (Value(name) is not { } value)
        {
            return [];
        }

        if (value.Kind == JsonKind.Object)
        {
            return Unique(value).Where(property => property.Name.Value != "$comment");
        }

        ReportWrong(value.Position, name, "an object");
        return [];
    }

    private List<JsonProperty> Unique(JsonValue value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var unique = new List<JsonProperty>();
        foreach (var property in value.Properties)
        {
            if (names.Add(property.Name.Value))
            {
                unique.Add(property);
            }
            else
            {
                Report(DiagnosticDescriptors.SchemaDuplicate, property.Name.Position, property.Name.Value, "there");
            }
        }

        return unique;
    }

    private void ReportWrong(TextPosition position, string name, string expected) =>
        Report(DiagnosticDescriptors.SchemaWrongValue, position, name, expected);

    private void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, TextPosition position, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(descriptor, path, position, arguments));
}
