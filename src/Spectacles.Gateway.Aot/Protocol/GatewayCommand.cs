using System.Buffers;
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

    /// <summary>Creates a command from a whole payload, which is sent byte for byte.</summary>
    /// <param name="payload">One JSON object in UTF-8 with <c>op</c> and <c>d</c>, of at most 4096 bytes. It is copied.</param>
    /// <exception cref="ArgumentException">
    /// The payload is not one JSON object with <c>op</c>, is too large, or its opcode is reserved for the shard or only received.
    /// </exception>
    public static GatewayCommand FromUtf8(ReadOnlySpan<byte> payload) => RawCommand.FromPayload(payload);

    /// <summary>
    /// Creates a command from an opcode and its data. Unknown opcodes are allowed, because Discord may know them.
    /// </summary>
    /// <param name="opcode">The opcode.</param>
    /// <param name="data">The value of <c>d</c>, one JSON value in UTF-8. It is copied.</param>
    /// <exception cref="ArgumentException">
    /// The data is not one JSON value, the payload has more than 4096 bytes, or the opcode is reserved for the shard or only received.
    /// </exception>
    public static GatewayCommand Create(Opcode opcode, ReadOnlySpan<byte> data) => RawCommand.FromData(opcode, data);

    /// <summary>Creates a command from its name, such as <c>REQUEST_GUILD_MEMBERS</c>, and its data.</summary>
    /// <param name="name">Discord's name of the opcode, or its name in <c>@spectacles/gateway</c>.</param>
    /// <param name="data">The value of <c>d</c>, one JSON value in UTF-8. It is copied.</param>
    /// <exception cref="ArgumentException">
    /// The name is unknown; the message lists the known names. Or the data is not one JSON value, the payload has more than 4096 bytes, or
    /// the opcode is reserved for the shard or only received.
    /// </exception>
    public static GatewayCommand Create(string name, ReadOnlySpan<byte> data) => RawCommand.FromData(CommandRules.Find(name), data);

    /// <summary>
    /// Returns the payload as it is sent: one JSON object in UTF-8 with <c>op</c> and <c>d</c>. <see cref="FromUtf8"/> reads it. For
    /// engines that pass commands to the process with the connection.
    /// </summary>
    /// <exception cref="ArgumentException">The payload has more than 4096 bytes, which Discord does not accept.</exception>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = Write();
        return buffer.WrittenCount <= LargestPayload
            ? buffer.WrittenMemory
            : throw new ArgumentException(
                $"{Opcode} has {buffer.WrittenCount} bytes; Discord accepts at most {LargestPayload} and closes the connection for more "
                + "(4002). Send less at once.");
    }

    /// <summary>Whether it is within Discord's size limit.</summary>
    internal bool Fits => Write().WrittenCount <= LargestPayload;

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

    private ArrayBufferWriter<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        Write(writer);
        writer.Flush();
        return buffer;
    }
}
