using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>The reflection-based System.Text.Json, as most programs use it.</summary>
internal static class PlainJson
{
    /// <summary>Uses the names in the properties' attributes and omits nulls, as the models omit absent fields.</summary>
    public static JsonSerializerOptions AsNamed { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonSerializerOptions Options { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };
}
