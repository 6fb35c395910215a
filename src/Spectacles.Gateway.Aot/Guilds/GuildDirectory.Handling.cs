using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <content>Taking the events.</content>
public sealed partial class GuildDirectory : IRestoredHandler
{
    private static readonly EventRow[] Rows =
    [
        new("READY", GatewayIntents.None, GuildDetails.None, static (d, in e, shard) => d.TakeReady(e.View<Ready.View>(), shard)),
        new("GUILD_CREATE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, shard) => d.Take(e.View<GuildCreate.View>(), shard)),
        new("GUILD_UPDATE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, _) => d.Take(e.View<GuildUpdate.View>())),
        new("GUILD_DELETE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, shard) => d.Take(e.View<GuildDelete.View>(), shard)),

        // Without an intent of their own: they are counted if another handler needs them.
        new("GUILD_MEMBER_ADD", GatewayIntents.None, GuildDetails.None, static (d, in e, _) => d.Take(e.View<GuildMemberAdd.View>())),
        new("GUILD_MEMBER_REMOVE", GatewayIntents.None, GuildDetails.None, static (d, in e, _) => d.Take(e.View<GuildMemberRemove.View>())),
        new("GUILD_ROLE_CREATE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Take(e.View<GuildRoleCreate.View>())),
        new("GUILD_ROLE_UPDATE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Take(e.View<GuildRoleUpdate.View>())),
        new("GUILD_ROLE_DELETE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Take(e.View<GuildRoleDelete.View>())),
        new("CHANNEL_CREATE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.TakeChannel(e.View<Channel.View>())),
        new("CHANNEL_UPDATE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.TakeChannel(e.View<Channel.View>())),
        new("CHANNEL_DELETE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.TakeDeleted(e.View<Channel.View>())),
        new(
            "VOICE_STATE_UPDATE",
            GatewayIntents.GuildVoiceStates,
            GuildDetails.VoiceStates,
            static (d, in e, _) => d.TakeVoice(e.View<VoiceStateUpdate.View>().GuildId, e.View<PartialVoiceState.View>())),
    ];

    private readonly HandlerMethod[] methods;

    private delegate GuildChange[] Taking(GuildDirectory directory, in Dispatch dispatch, Shard shard);

    IReadOnlyList<HandlerMethod> IGatewayHandler.Methods => methods;

    ValueTask IGatewayHandler.InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        GuildChange[] changes;
        lock (gate)
        {
            bool begins = rows[method].Method.EventName == "READY";
            var progress = begins ? null : ProgressOf(shard);
            if (progress is not null && dispatch.Sequence <= progress.RestoredUpTo)
            {
                return default;
            }

            changes = rows[method].Take(this, dispatch, shard);
            progress ??= ProgressOf(shard);
            progress.Taken = Math.Max(progress.Taken, dispatch.Sequence);
            progress.Unsaved.UnionWith(changes.Select(change => change.Guild.Id));
            progress.Unsaved.UnionWith(begins ? OfShard(shard).Select(guild => guild.Id) : []);
        }

        if (Changed is { } listeners)
        {
            foreach (var change in changes)
            {
                listeners(change);
            }
        }

        return default;
    }

    private GuildProgress ProgressOf(Shard shard)
    {
        string session = shard.SessionId ?? string.Empty;
        if (!progressBySession.TryGetValue(session, out var progress))
        {
            progress = progressBySession[session] = new GuildProgress(shard.Id);

            // A shard that takes over in a reshard does not deliver READY.
            foreach (var guild in OfShard(shard).Where(guild => guild.ShardId != shard.Id))
            {
                guilds[guild.Id] = guild with { ShardId = shard.Id };
            }
        }

        return progress;
    }

    private GuildChange[] TakeReady(Ready.View ready, Shard shard)
    {
        bool knewGuilds = Forget(shard.Id);
        HashSet<Snowflake> announced = [];
        foreach (var guild in ready.Guilds)
        {
            announced.Add(guild.Id);
        }

        List<GuildChange> left = [];
        foreach (var guild in OfShard(shard))
        {
            if (!announced.Remove(guild.Id))
            {
                left.AddRange(Replace(GuildChangeKind.Left, guild, null));
                continue;
            }

            guilds[guild.Id] = guild with { ShardId = shard.Id, IsAvailable = false, VoiceStates = [] };
        }

        foreach (var id in announced)
        {
            guilds[id] = new GuildEntry { Id = id, ShardId = shard.Id, IsNew = knewGuilds };
        }

        return [.. left];
    }

    private IEnumerable<GuildEntry> OfShard(Shard shard) => guilds.Values.Where(guild => shard.OwnerOf(guild.Id) == shard.Id);

    /// <summary>Forgets the progress of the earlier sessions of a shard.</summary>
    /// <returns>Whether there was one, so that the guilds of the shard were known.</returns>
    private bool Forget(int shardId)
    {
        string[] earlier = [.. progressBySession.Where(one => one.Value.ShardId == shardId).Select(one => one.Key)];
        foreach (string session in earlier)
        {
            progressBySession.Remove(session);
        }

        return earlier.Length > 0;
    }

    private GuildChange[] Take(GuildCreate.View guild, Shard shard)
    {
        var before = Find(guild.Id);
        if (guild.Unavailable == true)
        {
            return TakeOutage(guild.Id, before, shard);
        }

        var kind = before switch
        {
            null or { IsNew: true } => GuildChangeKind.Joined,
            { IsAvailable: false } => GuildChangeKind.BecameAvailable,
            _ => GuildChangeKind.Updated,
        };
        return Replace(kind, before, EntryReading.Read(guild, Details, shard.Id, shard.Intents));
    }

    private GuildChange[] Take(GuildUpdate.View guild) => Find(guild.Id) is { } before
        ? Replace(GuildChangeKind.Updated, before, before with { Name = guild.Name.ToString(), OwnerId = guild.OwnerId })
        : [];

    private GuildChange[] Take(GuildDelete.View guild, Shard shard)
    {
        var before = Find(guild.Id);
        return guild.Unavailable == true ? TakeOutage(guild.Id, before, shard)
            : before is null ? []
            : Replace(GuildChangeKind.Left, before, null);
    }

    private GuildChange[] TakeOutage(Snowflake id, GuildEntry? before, Shard shard)
    {
        var now = before ?? new GuildEntry { Id = id, ShardId = shard.Id };
        var change = Replace(GuildChangeKind.BecameUnavailable, before, now with { IsAvailable = false, VoiceStates = [] });
        return before is { IsAvailable: false } ? [] : change;
    }

    private GuildChange[] Take(GuildMemberAdd.View member) => CountMember(member.GuildId, member.User.Id, 1);

    private GuildChange[] Take(GuildMemberRemove.View member) => CountMember(member.GuildId, member.User.Id, -1);

    private GuildChange[] CountMember(Snowflake guildId, Snowflake userId, int more) => Find(guildId) is { IsAvailable: true } before
        ? Replace(
            GuildChangeKind.MemberCountChanged, before, before with { MemberCount = Math.Max(0, before.MemberCount + more) }, userId)
        : [];

    private GuildChange[] Take(GuildRoleCreate.View created) => TakeRole(created.GuildId, EntryReading.Read(created.Role));

    private GuildChange[] Take(GuildRoleUpdate.View updated) => TakeRole(updated.GuildId, EntryReading.Read(updated.Role));

    private GuildChange[] Take(GuildRoleDelete.View deleted) => TakeRole(deleted.GuildId, deleted.RoleId, null);

    private GuildChange[] TakeRole(Snowflake guildId, RoleEntry role) => TakeRole(guildId, role.Id, role);

    private GuildChange[] TakeRole(Snowflake guildId, Snowflake id, RoleEntry? role) => Find(guildId) is { } before
        ? Replace(
            GuildChangeKind.RoleChanged,
            before,
            before with { Roles = EntryList.With(before.Roles, id, role, static one => one.Id) },
            id)
        : [];

    private GuildChange[] TakeChannel(Channel.View channel) => TakeChannel(channel.GuildId, channel.Id, EntryReading.Read(channel));

    private GuildChange[] TakeDeleted(Channel.View channel) => TakeChannel(channel.GuildId, channel.Id, null);

    private GuildChange[] TakeChannel(Snowflake? guildId, Snowflake id, ChannelEntry? channel) =>
        guildId is { } known && Find(known) is { } before
            ? Replace(
                GuildChangeKind.ChannelChanged,
                before,
                before with { Channels = EntryList.With(before.Channels, id, channel, static one => one.Id) },
                id)
            : [];

    private GuildChange[] TakeVoice(Snowflake? guildId, PartialVoiceState.View voice) =>
        guildId is { } known && Find(known) is { } before
            ? Replace(
                GuildChangeKind.VoiceStateChanged,
                before,
                before with
                {
                    VoiceStates = EntryList.With(before.VoiceStates, voice.UserId, EntryReading.Read(voice), static one => one.UserId),
                },
                voice.UserId)
            : [];

    private GuildChange[] Replace(GuildChangeKind kind, GuildEntry? before, GuildEntry? after, Snowflake? subjectId = null)
    {
        if (after is not null)
        {
            guilds[after.Id] = after;
        }
        else if (before is not null)
        {
            guilds.TryRemove(before.Id, out _);
        }

        return [new GuildChange(kind, before, after, subjectId)];
    }

    /// <summary>An event that the directory takes.</summary>
    private sealed class EventRow(string eventName, GatewayIntents intents, GuildDetails needs, Taking take)
    {
        public HandlerMethod Method { get; } = new(eventName, nameof(GuildDirectory), intents);

        public GuildDetails Needs => needs;

        public GuildChange[] Take(GuildDirectory directory, in Dispatch dispatch, Shard shard) => take(directory, dispatch, shard);
    }
}
