using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Fleet;

/// <summary>The metadata of what nodes say of themselves.</summary>
[JsonSerializable(typeof(NodeStatus))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class StatusJsonContext : JsonSerializerContext;
