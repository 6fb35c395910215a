using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Shows that the client is alive (op 1).</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#heartbeat</remarks>
internal sealed record Heartbeat(long? LastSequence) : GatewayCommand
{
    internal override Opcode Opcode => Opcode.Heartbeat;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        if (LastSequence is { } sequence)
        {
            writer.WriteNumberValue(sequence);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
