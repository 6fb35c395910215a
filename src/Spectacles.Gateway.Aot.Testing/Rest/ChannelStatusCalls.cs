namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that show what happens in a channel: typing, and the status of a voice channel.</summary>
internal static class ChannelStatusCalls
{
    public static void Map(RestRoutes routes)
    {
        routes.Map("POST", "/channels/{channel_id}/typing", ChannelRoute.Any(Type));
        routes.Map("PUT", "/channels/{channel_id}/voice-status", ChannelRoute.InGuild(SetVoiceStatus));
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#trigger-typing-indicator</remarks>
    private static RestAnswer Type(RestRequest call, SimulatedGuild? guild, SimulatedChannel channel)
    {
        call.State.Dispatch("TYPING_START", Json.Write(writer =>
            writer.WriteTyping(channel, call.World.Bot, guild?.Bot, call.State.Rules.Time.GetUtcNow())));
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#set-voice-channel-status</remarks>
    private static RestAnswer SetVoiceStatus(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if (channel.Kind != ChannelKind.Voice)
        {
            return ChannelRoute.WrongKind;
        }

        call.State.Dispatch("VOICE_CHANNEL_STATUS_UPDATE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("id", channel.Id);
            writer.WriteId("guild_id", guild.Id);
            writer.WriteString("status", call.Body.Text("status"));
            writer.WriteEndObject();
        }));
        return RestAnswer.NoContent;
    }
}
