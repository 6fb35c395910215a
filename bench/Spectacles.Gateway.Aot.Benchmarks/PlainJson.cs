using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>System.Text.Json by reflection, as most programs use it.</summary>
internal static class PlainJson
{
    /// <summary>Names as the properties' attributes say; a null is left out, as the models leave out what is absent.</summary>
    public static JsonSerializerOptions AsNamed { get; } = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JsonSerializerOptions Options { get; } = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
