using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The response to a REST call, with the headers by name in any case.</summary>
internal sealed record RestResponse(int Status, string Text, string? MediaType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The rate limit headers and <c>Retry-After</c>, in order of their names.</summary>
    public IEnumerable<string> LimitHeaders => Headers
        .Where(
            header => header.Key.StartsWith("X-RateLimit-", StringComparison.OrdinalIgnoreCase)
                || header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase))
        .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}");

    public string Bucket => Headers["X-RateLimit-Bucket"];

    public string Remaining => Headers["X-RateLimit-Remaining"];
}
