using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Joins, moves between or leaves the voice channels of a guild (op 4). Send it to the shard that owns the guild.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#update-voice-state</remarks>
/// <param name="GuildId">The guild.</param>
/// <param name="ChannelId">The channel to join; null to leave.</param>
/// <param name="SelfMute">Whether the bot is muted.</param>
/// <param name="SelfDeaf">Whether the bot is deafened.</param>
public sealed record UpdateVoiceState(
    Snowflake GuildId,
    Snowflake? ChannelId,
    bool SelfMute = false,
    bool SelfDeaf = false) : GatewayCommand
{
    internal override Opcode Opcode => Opcode.VoiceStateUpdate;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("guild_id"u8, GuildId.ToString());
        writer.WriteString("channel_id"u8, ChannelId?.ToString());
        writer.WriteBoolean("self_mute"u8, SelfMute);
        writer.WriteBoolean("self_deaf"u8, SelfDeaf);
        writer.WriteEndObject();
    }
}
