using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The OpenAPI document of the control API. Requests are checked against it.</summary>
internal static class ControlDocument
{
    private const string Resource = "control-openapi.json";

    private static readonly Lazy<byte[]> Text = new(Read);
    private static readonly Lazy<ApiDocument> Parsed = new(Parse);

    public static byte[] Utf8 => Text.Value;

    public static ApiDocument Document => Parsed.Value;

    private static ApiDocument Parse()
    {
        using var document = JsonDocument.Parse(Utf8);
        var root = document.RootElement.Clone();
        var schemas = root.GetProperty("components").GetProperty("schemas");
        return new ApiDocument(
            root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(
                operation => ReadRoute(path.Name, operation))),
            schemas.EnumerateObject().ToDictionary(schema => schema.Name, schema => schema.Value));
    }

    private static ApiRoute ReadRoute(string path, JsonProperty operation)
    {
        var body = operation.Value.Field("requestBody");
        return new ApiRoute(operation.Name.ToUpperInvariant(), path)
        {
            Body = body.Field("content").Field("application/json").Field("schema"),
            RequiresBody = body.Flag("required") == true,
            Query = ReadQuery(operation.Value),
        };
    }

    private static JsonElement ReadQuery(JsonElement operation)
    {
        using var query = JsonDocument.Parse(Json.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var parameter in operation.Elements("parameters"))
            {
                writer.WritePropertyName(parameter.Text("name")!);
                parameter.Field("schema").WriteTo(writer);
            }

            writer.WriteEndObject();
        }));
        return query.RootElement.Clone();
    }

    private static byte[] Read()
    {
        using var stream = typeof(ControlDocument).Assembly.GetManifestResourceStream(Resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
