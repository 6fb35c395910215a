using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>System.Text.Json by reflection, as most programs use it.</summary>
internal static class PlainJson
{
    /// <summary>Names as the properties' attributes say.</summary>
    public static JsonSerializerOptions AsNamed { get; } = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static JsonSerializerOptions Options { get; } = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
