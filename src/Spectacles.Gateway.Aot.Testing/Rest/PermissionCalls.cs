namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that set and delete permission overwrites of channels.</summary>
internal static class PermissionCalls
{
    public static void Map(RestRoutes routes)
    {
        const string Overwrite = "/channels/{channel_id}/permissions/{overwrite_id}";
        routes.Map("PUT", Overwrite, ChannelRoute.InGuild(Set));
        routes.Map("DELETE", Overwrite, ChannelRoute.InGuild(Delete));
    }

    private static RestAnswer UnknownOverwrite => RestAnswer.Error(404, 10009, "Unknown Overwrite");

    /// <remarks>https://discord.com/developers/docs/resources/channel#edit-channel-permissions</remarks>
    private static RestAnswer Set(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if (channel.Thread is not null)
        {
            return ChannelRoute.WrongKind;
        }

        if (call.Id("overwrite_id") is not { } id)
        {
            return UnknownOverwrite;
        }

        var overwrite = ChannelBody.ReadOverwrite(call.Body, id, guild);
        if (overwrite.IsMember ? call.World.FindUser(id) is null : !ChannelBody.HasRole(guild, id))
        {
            return overwrite.IsMember ? NotFound.User : NotFound.Role;
        }

        ChannelChanges.Apply(call.State, guild, channel.Id, channel => channel with
        {
            Overwrites = [.. channel.Overwrites.Where(other => other.Id != id), overwrite],
        });
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#delete-channel-permission</remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if (call.Id("overwrite_id") is not { } id || channel.Overwrites.All(overwrite => overwrite.Id != id))
        {
            return UnknownOverwrite;
        }

        ChannelChanges.Apply(call.State, guild, channel.Id, channel => channel with
        {
            Overwrites = [.. channel.Overwrites.Where(other => other.Id != id)],
        });
        return RestAnswer.NoContent;
    }
}
