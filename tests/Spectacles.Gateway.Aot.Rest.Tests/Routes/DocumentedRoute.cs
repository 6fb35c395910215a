using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A route as the document describes it.</summary>
internal sealed partial record DocumentedRoute(string Name, JsonElement Json)
{
    public string Method => Json.GetProperty("method").GetString()!;

    public string Path => Json.GetProperty("path").GetString()!;

    public string[] PathParameters => [.. Parameter().Matches(Path).Select(match => match.Groups["name"].Value)];

    public bool HasBody => Json.TryGetProperty("body", out _);

    public bool HasFiles => Has("files") || Json.TryGetProperty("file", out _);

    public bool IsForm => Has("form");

    public bool HasQuery => Json.TryGetProperty("query", out _);

    public bool HasReason => Has("reason");

    public string? Returns => Json.TryGetProperty("returns", out var returned) ? returned.GetString() : null;

    public bool HasTrait(string trait) =>
        Json.TryGetProperty("traits", out var traits) && traits.EnumerateArray().Any(one => one.GetString() == trait);

    /// <summary>The names of the method's parameters, in their order.</summary>
    public IEnumerable<string> Parameters(bool withFiles)
    {
        foreach (string name in PathParameters)
        {
            yield return CamelCase(name);
        }

        if (HasBody)
        {
            yield return "body";
        }

        if (withFiles)
        {
            yield return Has("files") ? "files" : "file";
        }

        if (HasQuery)
        {
            yield return "query";
        }

        if (HasReason)
        {
            yield return "reason";
        }

        yield return "cancellationToken";
    }

    /// <summary>The path with its parameters replaced.</summary>
    public string PathWith(Func<string, string> value) => Parameter().Replace(Path, match => value(CamelCase(match.Groups["name"].Value)));

    private bool Has(string property) => Json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.True;

    private static string CamelCase(string name) => Underscore().Replace(name, match => match.Groups["next"].Value.ToUpperInvariant());

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("_(?<next>.)")]
    private static partial Regex Underscore();
}
