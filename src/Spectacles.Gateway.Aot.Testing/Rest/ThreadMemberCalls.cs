using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that list, add and remove the members of threads.</summary>
internal static class ThreadMemberCalls
{
    private const int LongestPage = 100;

    public static void Map(RestRoutes routes)
    {
        const string Members = "/channels/{channel_id}/thread-members";
        routes.Map("GET", Members, ChannelRoute.Thread(List));
        routes.Map("GET", $"{Members}/{{user_id}}", ChannelRoute.Thread(Get));
        routes.Map("PUT", $"{Members}/@me", ChannelRoute.Thread(static (call, guild, channel) => Add(call, guild, channel, guild.Bot)));
        routes.Map("PUT", $"{Members}/{{user_id}}", ChannelRoute.Thread(static (call, guild, channel) =>
            Add(call, guild, channel, call.Id("user_id") is { } id ? guild.FindMember(id) : null)));
        routes.Map("DELETE", $"{Members}/@me", ChannelRoute.Thread(static (call, guild, channel) =>
            Remove(call, guild, channel, call.World.Bot.Id)));
        routes.Map("DELETE", $"{Members}/{{user_id}}", ChannelRoute.Thread(static (call, guild, channel) =>
            Remove(call, guild, channel, call.Id("user_id"))));
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#add-thread-member</remarks>
    private static RestAnswer Add(RestRequest call, SimulatedGuild guild, SimulatedChannel channel, SimulatedMember? member)
    {
        if (channel.Thread!.IsArchived)
        {
            return ThreadCalls.Archived;
        }

        if (member is null)
        {
            return NotFound.Member;
        }

        call.Threads.Join(guild, channel.Id, member.User);
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#remove-thread-member</remarks>
    private static RestAnswer Remove(RestRequest call, SimulatedGuild guild, SimulatedChannel channel, Snowflake? userId)
    {
        if (channel.Thread!.IsArchived)
        {
            return ThreadCalls.Archived;
        }

        return userId is { } id && channel.Thread.FindMember(id) is { } member && call.Threads.Leave(guild, channel.Id, member.User)
            ? RestAnswer.NoContent
            : NotFound.Member;
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#get-thread-member</remarks>
    private static RestAnswer Get(RestRequest call, SimulatedGuild guild, SimulatedChannel channel) =>
        call.Id("user_id") is { } id && channel.Thread!.FindMember(id) is { } member
            ? RestAnswer.Ok(writer => Write(writer, guild, channel, member, call.QueryFlag("with_member")))
            : NotFound.Member;

    /// <summary>
    /// Needs the intent GUILD_MEMBERS in the application's settings. The list has pages only when it has the guild members.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#list-thread-members</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if ((call.State.Rules.EnabledPrivilegedIntents & GatewayIntents.GuildMembers) == 0)
        {
            return RestAnswer.Error(403, 50001, "Missing Access");
        }

        bool withMember = call.QueryFlag("with_member");
        IEnumerable<ThreadMember> members = channel.Thread!.Members.OrderBy(member => member.User.Id.Value);
        if (withMember)
        {
            members = members
                .Where(member => !(member.User.Id.Value <= call.QueryId("after")?.Value))
                .Take(call.QueryNumber("limit", LongestPage));
        }

        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var member in members)
            {
                Write(writer, guild, channel, member, withMember);
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(
        Utf8JsonWriter writer, SimulatedGuild guild, SimulatedChannel channel, ThreadMember threadMember, bool withMember)
    {
        writer.WriteStartObject();
        writer.WriteThreadMemberFields(threadMember, channel.Id);
        if (withMember && guild.FindMember(threadMember.User.Id) is { } member)
        {
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
        }

        writer.WriteEndObject();
    }
}
