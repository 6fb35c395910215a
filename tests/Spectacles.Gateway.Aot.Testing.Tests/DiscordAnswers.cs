using System.IO.Compression;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>
/// Compares each answer of the simulated REST API with the schema of the answer in Discord's OpenAPI document, and fails at the first field
/// that is missing or has another type.
/// </summary>
internal sealed class DiscordAnswers() : DelegatingHandler(new HttpClientHandler())
{
    private static readonly Lazy<JsonElement> Document = new(Load);

    /// <summary>A client of the gateway whose answers are compared.</summary>
    public static HttpClient Client(SimulatedGateway gateway) => new(new DiscordAnswers())
    {
        BaseAddress = new Uri($"{gateway.Api}/"),
        DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            string path = request.RequestUri!.AbsolutePath["/api/v10".Length..];
            string status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            string call = $"{request.Method} {path}";
            if (Operation(request.Method.Method, path) is not { } operation)
            {
                throw new InvalidOperationException($"Discord has no {call}.");
            }

            if (!operation.GetProperty("responses").TryGetProperty(status, out var response))
            {
                throw new InvalidOperationException($"Discord does not answer {call} with {status}.");
            }

            if (Find(response.GetProperty("content").GetProperty("application/json").GetProperty("schema"), json, "") is { } problem)
            {
                throw new InvalidOperationException($"The answer to {call} is not Discord's: {problem}. It is: {json}");
            }
        }

        return answer;
    }

    /// <summary>What is wrong with a value; null for nothing.</summary>
    private static string? Find(JsonElement schema, JsonElement value, string at)
    {
        schema = Resolve(schema);
        foreach (string several in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(several, out var choices)
                && !choices.EnumerateArray().All(choice => choice.TryGetProperty("const", out _)))
            {
                string?[] problems = [.. choices.EnumerateArray().Select(choice => Find(choice, value, at))];
                return problems.Any(problem => problem is null) ? null : problems.OrderByDescending(problem => problem!.Length).First();
            }
        }

        if (schema.TryGetProperty("allOf", out var parts)
            && parts.EnumerateArray().Select(part => Find(part, value, at)).FirstOrDefault(one => one is not null) is { } wrong)
        {
            return wrong;
        }

        if (schema.TryGetProperty("type", out var type) && !HasType(type, value))
        {
            return $"{at} is {value.ValueKind} and not {type}";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => FindInObject(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var each) =>
                value.EnumerateArray().Select((element, index) => Find(each, element, $"{at}[{index}]"))
                    .FirstOrDefault(one => one is not null),
            _ => null,
        };
    }

    private static string? FindInObject(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                {
                    return $"{at}.{name} is missing";
                }
            }
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (value.TryGetProperty(property.Name, out var inner) && Find(property.Value, inner, $"{at}.{property.Name}") is { } wrong)
                {
                    return wrong;
                }
            }
        }

        return null;
    }

    private static bool HasType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => HasType(one, value))
        : (type.GetString(), value.ValueKind) switch
        {
            ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) => true,
            ("array", JsonValueKind.Array) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("integer" or "number", JsonValueKind.Number) => true,
            _ => false,
        };

    private static JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = Document.Value.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema;
    }

    private static JsonElement? Operation(string method, string path)
    {
        string[] called = path.Split('/');
        var paths = Document.Value.GetProperty("paths").EnumerateObject();
        foreach (var candidate in paths.OrderBy(one => one.Name.Count(letter => letter == '{')))
        {
            string[] parts = candidate.Name.Split('/');
            bool matches = parts.Length == called.Length
                && parts.Zip(called).All(pair => pair.First.StartsWith('{') || pair.First == Uri.UnescapeDataString(pair.Second));
            if (matches && candidate.Value.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                return operation;
            }
        }

        return null;
    }

    private static JsonElement Load() => Read(Path.Combine("..", "..", "eng", "schema", "discord-openapi.json.gz"));

    private static JsonElement Read(string relative, [CallerFilePath] string thisFile = "")
    {
        using var file = File.OpenRead(Path.Combine(Path.GetDirectoryName(thisFile)!, relative));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(gzip);
        return document.RootElement.Clone();
    }
}
