namespace Spectacles.Gateway.Testing;

/// <summary>Changes channels of guilds and dispatches that.</summary>
internal static class ChannelChanges
{
    /// <summary>
    /// Changes a channel (CHANNEL_UPDATE). Channels that have the permissions of their category follow when those change.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#modify-channel-json-params-guild-channel</remarks>
    /// <returns>The changed channel; null when there is none.</returns>
    public static SimulatedChannel? Apply(
        GatewayState state, SimulatedGuild guild, Snowflake id, Func<SimulatedChannel, SimulatedChannel> change)
    {
        if (guild.ChangeChannel(id, change) is not var (before, after))
        {
            return null;
        }

        Dispatch(state, "CHANNEL_UPDATE", after);
        if (after.Kind == ChannelKind.Category && !AreSame(before.Overwrites, after.Overwrites))
        {
            foreach (var child in guild.Channels.Where(child => child.Parent == id && AreSame(child.Overwrites, before.Overwrites)))
            {
                Apply(state, guild, child.Id, child => child with { Overwrites = after.Overwrites });
            }
        }

        return after;
    }

    public static void Dispatch(GatewayState state, string name, SimulatedChannel channel) =>
        state.Dispatch(name, Json.Write(channel, static (writer, channel) => writer.WriteChannel(channel, withGuild: true)));

    private static bool AreSame(IReadOnlyList<PermissionOverwrite> some, IReadOnlyList<PermissionOverwrite> others) =>
        some.OrderBy(overwrite => overwrite.Id.Value).SequenceEqual(others.OrderBy(overwrite => overwrite.Id.Value));
}
