using System.Text.Json.Serialization;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>The metadata of what the commands for a fleet print as JSON.</summary>
[JsonSerializable(typeof(FleetStatus))]
[JsonSerializable(typeof(NodeStatus))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class FleetJsonContext : JsonSerializerContext;
