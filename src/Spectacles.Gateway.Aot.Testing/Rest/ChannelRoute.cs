namespace Spectacles.Gateway.Testing;

/// <summary>Handlers of routes with a channel, a thread or a guild in the path, which must exist.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</remarks>
internal static class ChannelRoute
{
    public static RestAnswer UnknownChannel => RestAnswer.Error(404, 10003, "Unknown Channel");

    public static RestAnswer WrongKind => RestAnswer.Error(400, 50024, "Cannot execute action on this channel type");

    /// <summary>A route of any channel or thread.</summary>
    public static RestHandler Any(Func<RestRequest, SimulatedChannel, RestAnswer> answer) => call =>
        call.Id("channel_id") is { } id && call.World.FindChannel(id) is { } channel ? answer(call, channel) : UnknownChannel;

    /// <summary>A route of the channels of guilds.</summary>
    public static RestHandler InGuild(Func<RestRequest, SimulatedGuild, SimulatedChannel, RestAnswer> answer) => Any((call, channel) =>
        channel.GuildId is { } id && call.World.FindGuild(id) is { } guild
            ? answer(call, guild, channel)
            : RestAnswer.Error(400, 50003, "Cannot execute action on a DM channel"));

    /// <summary>A route of threads.</summary>
    public static RestHandler Thread(Func<RestRequest, SimulatedGuild, SimulatedChannel, RestAnswer> answer) =>
        InGuild((call, guild, channel) => channel.Thread is null ? WrongKind : answer(call, guild, channel));

    /// <summary>A route of guilds.</summary>
    public static RestHandler Guild(Func<RestRequest, SimulatedGuild, RestAnswer> answer) => call =>
        call.Id("guild_id") is { } id && call.World.FindGuild(id) is { } guild
            ? answer(call, guild)
            : RestAnswer.Error(404, 10004, "Unknown Guild");
}
