using System.Text.Json;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The document that the routes are emitted from.</summary>
internal static class RouteDocument
{
    private static readonly JsonElement Document = JsonDocument.Parse(
        File.ReadAllText(Repository.PathOf("src", "Spectacles.Gateway.Aot.Rest", "Routes", "discord-v10-rest.json"))).RootElement;

    /// <summary>The names of all routes.</summary>
    public static IEnumerable<string> Names => Document.GetProperty("routes").EnumerateObject().Select(route => route.Name);

    /// <summary>The route of that name.</summary>
    public static DocumentedRoute Find(string name) => new(name, Document.GetProperty("routes").GetProperty(name));
}
