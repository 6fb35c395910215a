using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>TYPING_START with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#typing-start</remarks>
internal static class TypingWriting
{
    public static void WriteTyping(
        this Utf8JsonWriter writer, SimulatedChannel channel, SimulatedUser user, SimulatedMember? member, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteId("channel_id", channel.Id);
        if (channel.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }

        writer.WriteId("user_id", user.Id);
        writer.WriteNumber("timestamp", now.ToUnixTimeSeconds());
        if (member is not null)
        {
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
        }

        writer.WriteEndObject();
    }
}
