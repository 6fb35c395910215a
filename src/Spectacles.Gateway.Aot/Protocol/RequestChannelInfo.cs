using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Requests the voice status and start time of a guild's channels (op 43). Discord answers with CHANNEL_INFO. Send it to the shard that
/// owns the guild.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-channel-info</remarks>
/// <param name="GuildId">The guild.</param>
/// <param name="Fields">The fields to return for each channel.</param>
/// <exception cref="ArgumentException">No field is requested.</exception>
public sealed record RequestChannelInfo(Snowflake GuildId, ChannelInfoFields Fields = ChannelInfoFields.All) : GatewayCommand
{
    /// <summary>The fields to return for each channel.</summary>
    public ChannelInfoFields Fields { get; init => field = Some(value); } = Some(Fields);

    internal override Opcode Opcode => Opcode.RequestChannelInfo;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("guild_id"u8, GuildId.ToString());
        writer.WriteStartArray("fields"u8);
        if (Fields.HasFlag(ChannelInfoFields.Status))
        {
            writer.WriteStringValue("status"u8);
        }

        if (Fields.HasFlag(ChannelInfoFields.VoiceStartTime))
        {
            writer.WriteStringValue("voice_start_time"u8);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ChannelInfoFields Some(ChannelInfoFields fields) => (fields & ChannelInfoFields.All) != 0
        ? fields
        : throw new ArgumentException("Ask for Status, VoiceStartTime or both.", nameof(fields));
}
