using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>A message that a bot may send on its gateway connection.</summary>
/// <remarks>The set is closed: what would break the session (IDENTIFY, RESUME, heartbeats) is the shard's own.</remarks>
public abstract record GatewayCommand
{
    /// <summary>In bytes, above which Discord closes the connection. https://discord.com/developers/docs/events/gateway#sending-events</summary>
    internal const int LargestPayload = 4096;

    private protected GatewayCommand()
    {
    }

    internal abstract Opcode Opcode { get; }

    /// <summary>The same as whoever looks on may see it.</summary>
    internal virtual GatewayCommand WithoutToken => this;

    internal abstract void WriteData(Utf8JsonWriter writer);

    internal virtual void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("op"u8, (int)Opcode);
        writer.WritePropertyName("d"u8);
        WriteData(writer);
        writer.WriteEndObject();
    }
}
