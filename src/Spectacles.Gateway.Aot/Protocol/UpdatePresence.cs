using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Changes the bot's status and activity (op 3). Discord applies about 5 in 20 seconds.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-presence</remarks>
/// <param name="Status">The bot's status.</param>
/// <param name="Activity">What the bot is doing; null for nothing.</param>
public sealed record UpdatePresence(BotStatus Status, BotActivity? Activity = null) : GatewayCommand
{
    /// <summary>When the bot went idle; null if it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the bot is AFK.</summary>
    public bool Afk { get; init; }

    internal override Opcode Opcode => Opcode.PresenceUpdate;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Since is { } since)
        {
            writer.WriteNumber("since"u8, since.ToUnixTimeMilliseconds());
        }
        else
        {
            writer.WriteNull("since"u8);
        }

        writer.WriteStartArray("activities"u8);
        Activity?.Write(writer);
        writer.WriteEndArray();
        writer.WriteString("status"u8, BotStatusName.Of(Status));
        writer.WriteBoolean("afk"u8, Afk);
        writer.WriteEndObject();
    }
}
