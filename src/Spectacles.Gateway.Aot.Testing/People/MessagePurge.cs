namespace Spectacles.Gateway.Testing;

/// <summary>Deletes the recent messages of users who were banned.</summary>
internal sealed class MessagePurge(GatewayState state)
{
    /// <summary>Deletes what the users wrote in the guild in the last seconds, with one event per channel.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#message-delete-bulk</remarks>
    public void Delete(SimulatedGuild guild, IReadOnlyCollection<Snowflake> users, long seconds)
    {
        if (seconds <= 0)
        {
            return;
        }

        var since = state.Rules.Time.GetUtcNow() - TimeSpan.FromSeconds(seconds);
        var deleted = state.Messages.RemoveAll(
            message => message.Channel.GuildId == guild.Id && message.Time >= since && users.Contains(message.Author.Id));
        foreach (var inChannel in deleted.GroupBy(message => message.Channel.Id))
        {
            state.Dispatch("MESSAGE_DELETE_BULK", Json.Write((guild, inChannel), static (writer, of) =>
            {
                writer.WriteStartObject();
                writer.WriteIds("ids", of.inChannel.Select(message => message.Id));
                writer.WriteId("channel_id", of.inChannel.Key);
                writer.WriteId("guild_id", of.guild.Id);
                writer.WriteEndObject();
            }));
        }
    }
}
