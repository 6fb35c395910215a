using System.Diagnostics;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Starts a session (op 2).</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#identify</remarks>
internal sealed record Identify(
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string Token,
    int ShardId,
    int ShardCount,
    GatewayIntents Intents,
    GatewayCommand? Presence) : GatewayCommand
{
    /// <summary>The number of members from which offline members are left out of GUILD_CREATE; null for Discord's default.</summary>
    public int? LargeThreshold { get; init; }

    internal override Opcode Opcode => Opcode.Identify;

    internal override GatewayCommand WithoutToken => this with { Token = "***" };

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("token"u8, Token);
        writer.WriteNumber("intents"u8, (long)Intents);
        writer.WriteStartObject("properties"u8);
        writer.WriteString("os"u8, OperatingSystem.IsWindows() ? "windows"u8 : OperatingSystem.IsMacOS() ? "macos"u8 : "linux"u8);
        writer.WriteString("browser"u8, "Spectacles.Gateway.Aot"u8);
        writer.WriteString("device"u8, "Spectacles.Gateway.Aot"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("shard"u8);
        writer.WriteNumberValue(ShardId);
        writer.WriteNumberValue(ShardCount);
        writer.WriteEndArray();
        if (LargeThreshold is { } threshold)
        {
            writer.WriteNumber("large_threshold"u8, threshold);
        }

        if (Presence is not null)
        {
            writer.WritePropertyName("presence"u8);
            Presence.WriteData(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Does not include the token.</summary>
    public override string ToString() => $"Identify {{ ShardId = {ShardId}, ShardCount = {ShardCount}, Intents = {Intents} }}";
}
