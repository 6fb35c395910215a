using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>A message that a bot can send on its gateway connection.</summary>
/// <remarks>
/// The set of subtypes is closed: commands that would break the session (IDENTIFY, RESUME, heartbeats) are reserved for the shard.
/// </remarks>
public abstract record GatewayCommand
{
    /// <summary>
    /// In bytes. Discord closes the connection after a larger payload. https://discord.com/developers/docs/events/gateway#sending-events
    /// </summary>
    internal const int LargestPayload = 4096;

    private protected GatewayCommand()
    {
    }

    internal abstract Opcode Opcode { get; }

    /// <summary>The command as shown to listeners, without the token.</summary>
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
