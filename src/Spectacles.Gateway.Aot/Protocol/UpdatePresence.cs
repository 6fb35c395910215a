using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>Changes the bot's status and activity (op 3). About 5 in 20 seconds take effect.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-presence</remarks>
/// <param name="Status">The dot beside the name.</param>
/// <param name="Activity">What the bot is doing; null for nothing.</param>
public sealed record UpdatePresence(PresenceStatus Status, BotActivity? Activity = null) : GatewayCommand
{
    internal override Opcode Opcode => Opcode.PresenceUpdate;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNull("since"u8);
        writer.WriteStartArray("activities"u8);
        Activity?.Write(writer);
        writer.WriteEndArray();
        writer.WriteString("status"u8, Status switch
        {
            PresenceStatus.DoNotDisturb => "dnd"u8,
            PresenceStatus.Idle => "idle"u8,
            PresenceStatus.Invisible => "invisible"u8,
            _ => "online"u8,
        });
        writer.WriteBoolean("afk"u8, false);
        writer.WriteEndObject();
    }
}
