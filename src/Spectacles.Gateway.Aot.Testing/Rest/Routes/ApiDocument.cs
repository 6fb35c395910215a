using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The routes of an HTTP API and the schemas of what they accept. That of Discord is its own description of it.</summary>
/// <remarks>
/// https://github.com/discord/discord-api-spec, in the short form that <c>eng/schema/routes.mjs</c> writes. It is read at the first REST
/// call.
/// </remarks>
internal sealed class ApiDocument
{
    private const string Resource = "discord-v10-routes.json";

    private static readonly Lazy<ApiDocument> Loaded = new(Load);

    private readonly Dictionary<string, JsonElement> schemas;

    /// <param name="routes">The routes.</param>
    /// <param name="schemas">The schemas that references name.</param>
    public ApiDocument(IEnumerable<ApiRoute> routes, Dictionary<string, JsonElement> schemas)
    {
        this.schemas = schemas;
        Routes = [.. routes.OrderByDescending(route => route.FixedParts)];
    }

    /// <summary>The document of the API's version 10.</summary>
    public static ApiDocument V10 => Loaded.Value;

    /// <summary>All routes, those with more fixed parts first.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>The route of a call; null when Discord has none.</summary>
    public ApiRoute? Find(string method, string[] path)
    {
        foreach (var route in Routes)
        {
            if (route.Matches(method, path))
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The route with this template.</summary>
    /// <exception cref="ArgumentException">Discord has no such route.</exception>
    public ApiRoute Route(string method, string template) =>
        Routes.FirstOrDefault(route => route.Method == method && route.Template == template)
        ?? throw new ArgumentException(
            $"Discord has no route {method} {template}. Write the path as in Discord's OpenAPI document, such as "
            + "/channels/{channel_id}/messages.");

    /// <summary>Whether Discord has a route with this path and another method.</summary>
    public bool Knows(string[] path) => Routes.Any(route => route.Matches(route.Method, path));

    /// <summary>The schema with this name in Discord's description.</summary>
    public JsonElement Schema(string name) => schemas[name];

    /// <summary>The schema that a reference leads to, or the schema itself.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref"u8, out var reference))
        {
            schema = schemas[reference.GetString()!];
        }

        return schema;
    }

    private static ApiRoute ReadRoute(JsonElement route) =>
        new(route.GetProperty("method").GetString()!, route.GetProperty("path").GetString()!)
        {
            IsOpen = route.TryGetProperty("open", out _),
            Body = route.TryGetProperty("body", out var body) ? body : default,
            RequiresBody = route.TryGetProperty("required", out _),
            Query = route.TryGetProperty("query", out var query) ? query : default,
        };

    private static ApiDocument Load()
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement.Clone();
        return new ApiDocument(
            root.GetProperty("routes").EnumerateArray().Select(ReadRoute),
            root.GetProperty("schemas").EnumerateObject().ToDictionary(schema => schema.Name, schema => schema.Value));
    }
}
