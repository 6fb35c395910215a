using System.Runtime.ExceptionServices;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <content>Taking the events.</content>
public sealed partial class GuildDirectory : IShardedState
{
    private static readonly EventRow[] Rows =
    [
        new("READY", GatewayIntents.None, GuildDetails.None, static (d, in e, shard) => d.Read(e.View<Ready.View>(), shard)),
        new("GUILD_CREATE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, shard) => d.Read(e.View<GuildCreate.View>(), shard)),
        new("GUILD_UPDATE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, _) => d.Read(e.View<GuildUpdate.View>())),
        new("GUILD_DELETE", GatewayIntents.Guilds, GuildDetails.None, static (d, in e, shard) => d.Read(e.View<GuildDelete.View>(), shard)),

        // Without an intent of their own: they are counted if another handler needs them.
        new("GUILD_MEMBER_ADD", GatewayIntents.None, GuildDetails.None, static (d, in e, _) => d.Read(e.View<GuildMemberAdd.View>())),
        new("GUILD_MEMBER_REMOVE", GatewayIntents.None, GuildDetails.None, static (d, in e, _) => d.Read(e.View<GuildMemberRemove.View>())),
        new("GUILD_ROLE_CREATE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Read(e.View<GuildRoleCreate.View>())),
        new("GUILD_ROLE_UPDATE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Read(e.View<GuildRoleUpdate.View>())),
        new("GUILD_ROLE_DELETE", GatewayIntents.Guilds, GuildDetails.Roles, static (d, in e, _) => d.Read(e.View<GuildRoleDelete.View>())),
        new("CHANNEL_CREATE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.ReadChannel(e.View<Channel.View>())),
        new("CHANNEL_UPDATE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.ReadChannel(e.View<Channel.View>())),
        new("CHANNEL_DELETE", GatewayIntents.Guilds, GuildDetails.Channels, static (d, in e, _) => d.ReadDeleted(e.View<Channel.View>())),
        new(
            "VOICE_STATE_UPDATE",
            GatewayIntents.GuildVoiceStates,
            GuildDetails.VoiceStates,
            static (d, in e, _) => d.ReadVoice(e.View<VoiceStateUpdate.View>().GuildId, e.View<PartialVoiceState.View>())),
    ];

    private readonly HandlerMethod[] methods;

    /// <summary>Reads an event, which may be large, and returns what to do under the lock.</summary>
    private delegate Func<GuildChange[]> Reading(GuildDirectory directory, in Dispatch dispatch, Shard shard);

    IReadOnlyList<HandlerMethod> IGatewayHandler.Methods => methods;

    ValueTask IGatewayHandler.InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        var take = rows[method].Read(this, dispatch, shard);
        GuildChange[] changes;
        lock (gate)
        {
            bool begins = rows[method].Method.EventName == "READY";
            var progress = begins ? null : ProgressOf(shard);
            if (dispatch.Sequence <= progress?.RestoredUpTo)
            {
                return default;
            }

            changes = take();
            progress ??= ProgressOf(shard);
            progress.Taken = Math.Max(progress.Taken, dispatch.Sequence);
            progress.Unsaved.UnionWith(changes.Select(change => change.Guild.Id));
            progress.Unsaved.UnionWith(begins ? OfShard(shard.Id, shard.ShardCount).Select(guild => guild.Id) : []);
        }

        Raise(changes);
        return default;
    }

    /// <summary>Tells every listener of every change, also after one has thrown.</summary>
    private void Raise(GuildChange[] changes)
    {
        if (Changed is not { } all)
        {
            return;
        }

        List<Exception> failures = [];
        foreach (var change in changes)
        {
            foreach (var listener in Delegate.EnumerateInvocationList(all))
            {
                try
                {
                    listener(change);
                }
#pragma warning disable CA1031 // Thrown again below, and then reported like the exception of a handler.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failures.Add(e);
                }
            }
        }

        if (failures is [var only])
        {
            ExceptionDispatchInfo.Throw(only);
        }
        else if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private Func<GuildChange[]> Read(Ready.View ready, Shard shard)
    {
        HashSet<Snowflake> announced = [];
        foreach (var guild in ready.Guilds)
        {
            announced.Add(guild.Id);
        }

        return () => TakeReady(announced, shard);
    }

    private GuildChange[] TakeReady(HashSet<Snowflake> announced, Shard shard)
    {
        bool knewGuilds = BeginSession(shard);
        List<GuildChange> left = [];
        foreach (var guild in OfShard(shard.Id, shard.ShardCount))
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

    private Func<GuildChange[]> Read(GuildCreate.View guild, Shard shard)
    {
        if (guild.Unavailable == true)
        {
            var id = guild.Id;
            return () => TakeOutage(id, shard);
        }

        var after = EntryReading.Read(guild, Details, shard.Id, shard.Intents);
        return () =>
        {
            var before = Find(after.Id);
            var kind = before switch
            {
                null or { IsNew: true } => GuildChangeKind.Joined,
                { IsAvailable: false } => GuildChangeKind.BecameAvailable,
                _ => GuildChangeKind.Updated,
            };
            return Replace(kind, before, after);
        };
    }

    private Func<GuildChange[]> Read(GuildUpdate.View guild)
    {
        var (id, name, owner) = (guild.Id, guild.Name.ToString(), guild.OwnerId);
        return () => Change(GuildChangeKind.Updated, id, null, before => before with { Name = name, OwnerId = owner });
    }

    private Func<GuildChange[]> Read(GuildDelete.View guild, Shard shard)
    {
        var id = guild.Id;
        return guild.Unavailable == true
            ? () => TakeOutage(id, shard)
            : () => Find(id) is { } before ? Replace(GuildChangeKind.Left, before, null) : [];
    }

    private GuildChange[] TakeOutage(Snowflake id, Shard shard)
    {
        var before = Find(id);
        var now = before ?? new GuildEntry { Id = id, ShardId = shard.Id };
        var change = Replace(GuildChangeKind.BecameUnavailable, before, now with { IsAvailable = false, VoiceStates = [] });
        return before is { IsAvailable: false } ? [] : change;
    }

    private Func<GuildChange[]> Read(GuildMemberAdd.View member) => CountMember(member.GuildId, member.User.Id, 1);

    private Func<GuildChange[]> Read(GuildMemberRemove.View member) => CountMember(member.GuildId, member.User.Id, -1);

    private Func<GuildChange[]> CountMember(Snowflake guildId, Snowflake userId, int more) => () => Change(
        GuildChangeKind.MemberCountChanged,
        guildId,
        userId,
        before => before with { MemberCount = Math.Max(0, before.MemberCount + more) });

    private Func<GuildChange[]> Read(GuildRoleCreate.View created) => TakeRole(created.GuildId, EntryReading.Read(created.Role));

    private Func<GuildChange[]> Read(GuildRoleUpdate.View updated) => TakeRole(updated.GuildId, EntryReading.Read(updated.Role));

    private Func<GuildChange[]> Read(GuildRoleDelete.View deleted) => TakeRole(deleted.GuildId, deleted.RoleId, null);

    private Func<GuildChange[]> TakeRole(Snowflake guildId, RoleEntry role) => TakeRole(guildId, role.Id, role);

    private Func<GuildChange[]> TakeRole(Snowflake guildId, Snowflake id, RoleEntry? role) => () => Change(
        GuildChangeKind.RoleChanged,
        guildId,
        id,
        before => before with { Roles = EntryList.With(before.Roles, id, role, static one => one.Id) });

    private Func<GuildChange[]> ReadChannel(Channel.View channel) => TakeChannel(channel.GuildId, channel.Id, EntryReading.Read(channel));

    private Func<GuildChange[]> ReadDeleted(Channel.View channel) => TakeChannel(channel.GuildId, channel.Id, null);

    private Func<GuildChange[]> TakeChannel(Snowflake? guildId, Snowflake id, ChannelEntry? channel) => () => Change(
        GuildChangeKind.ChannelChanged,
        guildId,
        id,
        before => before with { Channels = EntryList.With(before.Channels, id, channel, static one => one.Id) });

    private Func<GuildChange[]> ReadVoice(Snowflake? guildId, PartialVoiceState.View voice)
    {
        var (userId, state) = (voice.UserId, EntryReading.Read(voice));
        return () => Change(
            GuildChangeKind.VoiceStateChanged,
            guildId,
            userId,
            before => before with { VoiceStates = EntryList.With(before.VoiceStates, userId, state, static one => one.UserId) });
    }

    /// <summary>Changes a guild that is known and available.</summary>
    private GuildChange[] Change(GuildChangeKind kind, Snowflake? guildId, Snowflake? subjectId, Func<GuildEntry, GuildEntry> change) =>
        guildId is { } id && Find(id) is { IsAvailable: true } before ? Replace(kind, before, change(before), subjectId) : [];

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
    private sealed class EventRow(string eventName, GatewayIntents intents, GuildDetails needs, Reading read)
    {
        public HandlerMethod Method { get; } = new(eventName, nameof(GuildDirectory), intents);

        public GuildDetails Needs => needs;

        public Func<GuildChange[]> Read(GuildDirectory directory, in Dispatch dispatch, Shard shard) => read(directory, dispatch, shard);
    }
}
