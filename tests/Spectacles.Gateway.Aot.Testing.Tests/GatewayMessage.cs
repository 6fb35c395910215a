using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A gateway message as the raw client got it.</summary>
internal sealed record GatewayMessage(Opcode Op, string? Name, long? Sequence, JsonElement Data);
