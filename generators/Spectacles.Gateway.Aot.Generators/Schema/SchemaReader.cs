using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads a schema file: the form that docs/schema.md describes, and gateway-schema.json to editors.</summary>
internal sealed class SchemaReader
{
    private static readonly string[] FieldProperties = ["type", "name", "filledBy", "partial", "doc"];
    private static readonly string[] ParameterProperties = ["type", "name", "doc"];
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
        var routes = new List<SchemaRoute>();
        bool hasViews = true;
        if (document is not null)
        {
            var root = Open(document, "the document", "namespace", "events", "types", "enums", "flags", "routes", "views");
            declaredNamespace = root.Text("namespace");
            events.AddRange(root.Entries("events").Select(ReadEvent));
            types.AddRange(root.Entries("types").Select(ReadType));
            enums.AddRange(root.Entries("enums").Select(entry => ReadEnum(entry, isFlags: false)));
            enums.AddRange(root.Entries("flags").Select(entry => ReadEnum(entry, isFlags: true)));
            routes.AddRange(root.Entries("routes").Select(ReadRoute).Where(route => route is not null).Select(route => route!));
            hasViews = root.IsMissing("views") || root.Flag("views");
        }

        return new SchemaModel
        {
            Path = path,
            Namespace = declaredNamespace,
            Events = events.ToEquatableArray(),
            Types = types.ToEquatableArray(),
            Enums = enums.ToEquatableArray(),
            Routes = routes.ToEquatableArray(),
            HasViews = hasViews,
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
            ReadFields(value, "fields", FieldProperties),
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

    private SchemaRoute? ReadRoute(JsonProperty entry)
    {
        var value = Open(
            entry.Value, entry.Name.Value, "method", "path", "parameters", "body", "files", "file", "form", "query", "reason", "returns",
            "optionalReturn", "traits", "major", "deprecated", "doc", "link");
        if (value.Text("method") is not { } method || value.Text("path") is not { } template)
        {
            if (entry.Value.Kind == JsonKind.Object && (value.IsMissing("method") || value.IsMissing("path")))
            {
                Report(entry.Name.Position, entry.Name.Value, "an object with a \"method\" and a \"path\"");
            }

            return null;
        }

        return new SchemaRoute
        {
            Name = entry.Name,
            Method = method,
            Path = template,
            Parameters = ReadFields(value, "parameters", ParameterProperties),
            Body = value.Text("body"),
            HasFiles = value.Flag("files"),
            File = value.Text("file"),
            Query = ReadFields(value, "query", ParameterProperties),
            HasReason = value.Flag("reason"),
            Returns = value.Text("returns"),
            IsReturnOptional = value.Flag("optionalReturn"),
            Traits = value.Texts("traits"),
            Major = value.Text("major"),
            IsDeprecated = value.Flag("deprecated"),
            Doc = value.Doc,
            Link = value.Link,
        };
    }

    private EquatableArray<SchemaField> ReadFields(SchemaObject value, string name, string[] known) => value.Entries(name)
        .Select(entry => ReadField(entry, known))
        .Where(field => field is not null)
        .Select(field => field!)
        .ToEquatableArray();

    private SchemaField? ReadField(JsonProperty entry, string[] known)
    {
        bool isOptional = entry.Name.Value.EndsWith("?", StringComparison.Ordinal);
        var name = isOptional ? entry.Name with { Value = entry.Name.Value.Substring(0, entry.Name.Value.Length - 1) } : entry.Name;
        if (entry.Value.Kind == JsonKind.Text)
        {
            return new SchemaField(name, isOptional, new SchemaText(entry.Value.Text, entry.Value.Position), null, null, false, "");
        }

        var value = Open(entry.Value, entry.Name.Value, known);
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
