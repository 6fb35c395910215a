using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads a schema file: the form that docs/schema.md describes, and gateway-schema.json to editors.</summary>
internal sealed class SchemaReader
{
    private readonly string path;
    private readonly List<DiagnosticInfo> diagnostics = [];

    private SchemaReader(string path) => this.path = path;

    public static SchemaModel Read(AdditionalText file, CancellationToken cancellationToken) =>
        Read(file.Path, file.GetText(cancellationToken) ?? SourceText.From(""));

    public static SchemaModel Read(string path, SourceText text) => new SchemaReader(path).Read(text);

    private SchemaModel Read(SourceText text)
    {
        var parser = new JsonParser(text);
        var document = parser.Parse();
        if (parser.Error is { } error)
        {
            diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.SchemaSyntax, path, error.Position, error.Value));
        }

        SchemaText? declaredNamespace = null;
        var events = new List<SchemaEvent>();
        var types = new List<SchemaType>();
        var enums = new List<SchemaEnum>();
        if (document is not null)
        {
            var root = Open(document, "the document", "namespace", "events", "types", "enums", "flags");
            declaredNamespace = root.Text("namespace");
            events.AddRange(root.Entries("events").Select(ReadEvent));
            types.AddRange(root.Entries("types").Select(ReadType));
            enums.AddRange(root.Entries("enums").Select(entry => ReadEnum(entry, isFlags: false)));
            enums.AddRange(root.Entries("flags").Select(entry => ReadEnum(entry, isFlags: true)));
        }

        return new SchemaModel
        {
            Path = path,
            Namespace = declaredNamespace,
            Events = events.ToEquatableArray(),
            Types = types.ToEquatableArray(),
            Enums = enums.ToEquatableArray(),
            Diagnostics = diagnostics.ToEquatableArray(),
        };
    }

    private SchemaEvent ReadEvent(JsonProperty entry)
    {
        var value = Open(entry.Value, entry.Name.Value, "type", "intents", "subject", "doc", "link");
        return new SchemaEvent(entry.Name, value.Text("type"), value.Texts("intents"), value.Text("subject"), value.Doc, value.Link);
    }

    private SchemaType ReadType(JsonProperty entry)
    {
        var value = Open(entry.Value, entry.Name.Value, "extends", "union", "is", "fields", "doc", "link");
        return new SchemaType(
            entry.Name,
            value.Text("extends"),
            value.Text("union"),
            ReadTag(value.Value("is")),
            value.Entries("fields").Select(ReadField).Where(field => field is not null).Select(field => field!).ToEquatableArray(),
            value.Doc,
            value.Link);
    }

    private SchemaTag? ReadTag(JsonValue? value)
    {
        switch (value?.Kind)
        {
            case null:
                return null;
            case JsonKind.Text or JsonKind.Number:
                return new SchemaTag(new SchemaText(value.Text, value.Position), value.Kind == JsonKind.Text);
            default:
                Report(value.Position, "is", "a number or a string");
                return null;
        }
    }

    private SchemaField? ReadField(JsonProperty entry)
    {
        bool isOptional = entry.Name.Value.EndsWith("?", StringComparison.Ordinal);
        var name = isOptional ? entry.Name with { Value = entry.Name.Value.Substring(0, entry.Name.Value.Length - 1) } : entry.Name;
        if (entry.Value.Kind == JsonKind.Text)
        {
            return new SchemaField(name, isOptional, new SchemaText(entry.Value.Text, entry.Value.Position), null, null, false, "");
        }

        var value = Open(entry.Value, entry.Name.Value, "type", "name", "filledBy", "partial", "doc");
        if (value.Text("type") is not { } type)
        {
            if (entry.Value.Kind == JsonKind.Object && value.IsMissing("type"))
            {
                Report(entry.Name.Position, entry.Name.Value, "a type, or an object with a \"type\"");
            }

            return null;
        }

        return new SchemaField(name, isOptional, type, value.Text("name"), value.Text("filledBy"), value.Flag("partial"), value.Doc);
    }

    private SchemaEnum ReadEnum(JsonProperty entry, bool isFlags)
    {
        var value = Open(entry.Value, entry.Name.Value, "wire", "values", "doc", "link");
        var wire = value.Text("wire");
        if (wire is { Value: not ("number" or "string") } unknown)
        {
            Report(unknown.Position, "wire", "\"number\" or \"string\"");
        }

        bool isText = wire?.Value == "string";
        var expected = isText && !isFlags ? JsonKind.Text : JsonKind.Number;
        var values = new List<SchemaEnumValue>();
        foreach (var property in value.Entries("values"))
        {
            var known = property.Value;
            string doc = "";
            if (known.Kind == JsonKind.Object)
            {
                var form = Open(known, property.Name.Value, "value", "doc");
                doc = form.Doc;
                known = form.Value("value") ?? known;
            }

            if (known.Kind == expected)
            {
                values.Add(new SchemaEnumValue(property.Name, new SchemaText(known.Text, known.Position), doc));
            }
            else
            {
                Report(known.Position, property.Name.Value, expected == JsonKind.Text ? "a string" : "a number");
            }
        }

        return new SchemaEnum(entry.Name, isFlags, isText, values.ToEquatableArray(), value.Doc, value.Link);
    }

    private SchemaObject Open(JsonValue value, string name, params string[] known) => new(path, diagnostics, value, name, known);

    private void Report(TextPosition position, string name, string expected) =>
        diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.SchemaWrongValue, path, position, name, expected));
}
