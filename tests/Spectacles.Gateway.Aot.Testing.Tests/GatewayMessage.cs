using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A gateway message that the raw client received.</summary>
internal sealed record GatewayMessage(Opcode Op, string? Name, long? Sequence, JsonElement Data);
