namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that create, list and delete invites.</summary>
internal static class InviteCalls
{
    private const long DefaultAge = 86_400;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static void Map(RestRoutes routes)
    {
        routes.Map("POST", "/channels/{channel_id}/invites", ChannelRoute.InGuild(Create));
        routes.Map("GET", "/channels/{channel_id}/invites", ChannelRoute.InGuild(static (call, guild, channel) =>
            List(call, guild, invite => invite.Channel.Id == channel.Id)));
        routes.Map("GET", "/guilds/{guild_id}/invites", GuildHandler.Change(static (call, guild) =>
            List(call, guild, invite => invite.GuildId == guild.Id)));
        routes.Map("GET", "/invites/{code}", Get);
        routes.Map("DELETE", "/invites/{code}", Delete);
    }

    private static RestAnswer UnknownInvite => RestAnswer.Error(404, 10006, "Unknown Invite");

    /// <summary>Unless it has to be unique, an invite of the same kind is returned again.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#create-channel-invite</remarks>
    private static RestAnswer Create(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        var (body, now) = (call.Body, call.State.Rules.Time.GetUtcNow());
        if (channel.Kind == ChannelKind.Category || channel.Thread is not null)
        {
            return ChannelRoute.WrongKind;
        }

        var wanted = new SimulatedInvite(
            CodeOf(call.World.Ids.Now()),
            guild.Id,
            channel,
            now,
            body.Integer("max_age") ?? DefaultAge,
            body.Integer("max_uses") ?? 0,
            body.Flag("temporary") ?? false)
        {
            TargetType = body.Integer("target_type"),
            TargetUser = body.Id("target_user_id") is { } target ? guild.FindMember(target)?.User : null,
        };
        var similar = body.Flag("unique") == true ? null : Valid(call).FirstOrDefault(invite => IsSimilar(invite, wanted));
        if (similar is null)
        {
            call.State.Invites.Add(wanted);
            call.State.Dispatch("INVITE_CREATE", Json.Write(writer => writer.WriteInviteCreated(wanted, call.World.Bot)));
        }

        return RestAnswer.Ok(writer => writer.WriteInvite(similar ?? wanted, guild, call.World.Bot, withMetadata: true));
    }

    private static bool IsSimilar(SimulatedInvite invite, SimulatedInvite wanted) =>
        invite.Channel.Id == wanted.Channel.Id
        && invite with { Code = wanted.Code, Channel = wanted.Channel, CreatedAt = wanted.CreatedAt } == wanted;

    /// <remarks>https://discord.com/developers/docs/resources/channel#get-channel-invites</remarks>
    private static RestAnswer List(RestRequest call, SimulatedGuild guild, Func<SimulatedInvite, bool> isWanted) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var invite in Valid(call).Where(isWanted))
        {
            writer.WriteInvite(invite, guild, call.World.Bot, withMetadata: true);
        }

        writer.WriteEndArray();
    });

    /// <remarks>https://discord.com/developers/docs/resources/invite#get-invite</remarks>
    private static RestAnswer Get(RestRequest call) =>
        Find(call) is { } invite && call.World.FindGuild(invite.GuildId) is { } guild
            ? RestAnswer.Ok(writer => writer.WriteInvite(invite, guild, call.World.Bot, withCounts: call.QueryFlag("with_counts")))
            : UnknownInvite;

    /// <remarks>https://discord.com/developers/docs/resources/invite#delete-invite</remarks>
    private static RestAnswer Delete(RestRequest call)
    {
        if (Find(call) is not { } invite || call.World.FindGuild(invite.GuildId) is not { } guild)
        {
            return UnknownInvite;
        }

        lock (guild.Changes)
        {
            return Delete(call, guild, invite);
        }
    }

    private static RestAnswer Delete(RestRequest call, SimulatedGuild guild, SimulatedInvite invite)
    {
        if (call.State.Invites.Remove(other => other == invite) is null)
        {
            return UnknownInvite;
        }

        call.State.Dispatch("INVITE_DELETE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteInviteIds(invite);
            writer.WriteEndObject();
        }));
        return RestAnswer.Ok(writer => writer.WriteInvite(invite, guild, call.World.Bot));
    }

    private static SimulatedInvite? Find(RestRequest call) => Valid(call).FirstOrDefault(invite => invite.Code == call["code"]);

    private static IEnumerable<SimulatedInvite> Valid(RestRequest call)
    {
        var now = call.State.Rules.Time.GetUtcNow();
        return call.State.Invites.Items.Where(invite => !(invite.ExpiresAt <= now));
    }

    /// <summary>A code in the form of Discord's: letters and digits.</summary>
    private static string CodeOf(Snowflake id)
    {
        Span<char> code = stackalloc char[11];
        ulong rest = id.Value;
        for (int index = code.Length - 1; index >= 0; index--)
        {
            code[index] = Digits[(int)(rest % (ulong)Digits.Length)];
            rest /= (ulong)Digits.Length;
        }

        return code.ToString();
    }
}
