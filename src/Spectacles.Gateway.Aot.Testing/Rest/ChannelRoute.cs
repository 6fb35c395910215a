namespace Spectacles.Gateway.Testing;

/// <summary>
/// Handlers of routes with a channel or a thread in the path, which must exist. In a guild, one call is handled after the other.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</remarks>
internal static class ChannelRoute
{
    public static RestAnswer WrongKind => RestAnswer.Error(400, 50024, "Cannot execute action on this channel type");

    /// <summary>A route of any channel or thread. The guild is null for a direct message.</summary>
    public static RestHandler Any(Func<RestRequest, SimulatedGuild?, SimulatedChannel, RestAnswer> answer) => call =>
    {
        var guild = Find(call) is { GuildId: { } id } ? call.World.FindGuild(id) : null;
        return InOrder(guild, () => Find(call) is { } channel ? answer(call, guild, channel) : NotFound.Channel);
    };

    /// <summary>A route of the channels of guilds.</summary>
    public static RestHandler InGuild(Func<RestRequest, SimulatedGuild, SimulatedChannel, RestAnswer> answer) =>
        Any((call, guild, channel) => guild is null
            ? RestAnswer.Error(400, 50003, "Cannot execute action on a DM channel")
            : answer(call, guild, channel));

    /// <summary>A route of threads.</summary>
    public static RestHandler Thread(Func<RestRequest, SimulatedGuild, SimulatedChannel, RestAnswer> answer) =>
        InGuild((call, guild, channel) => channel.Thread is null ? WrongKind : answer(call, guild, channel));

    private static SimulatedChannel? Find(RestRequest call) => call.Id("channel_id") is { } id ? call.World.FindChannel(id) : null;

    private static RestAnswer InOrder(SimulatedGuild? guild, Func<RestAnswer> answer)
    {
        if (guild is null)
        {
            return answer();
        }

        lock (guild.Changes)
        {
            return answer();
        }
    }
}
