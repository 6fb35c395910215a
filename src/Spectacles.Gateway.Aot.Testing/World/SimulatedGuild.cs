namespace Spectacles.Gateway.Testing;

/// <summary>A guild that the bot is in. Its lists show the guild at the moment when they are read.</summary>
public sealed class SimulatedGuild
{
    private readonly FilteredList<SimulatedChannel> textChannels;
    private readonly FilteredList<SimulatedChannel> voiceChannels;
    private readonly FilteredList<SimulatedMember> people;

    internal SimulatedGuild(
        Snowflake id,
        string name,
        IEnumerable<SimulatedRole> roles,
        IEnumerable<SimulatedChannel> channels,
        IEnumerable<SimulatedMember> members)
    {
        Id = id;
        Name = name;
        RoleList = new SnapshotList<SimulatedRole>(roles);
        ChannelList = new SnapshotList<SimulatedChannel>(channels);
        MemberList = new SnapshotList<SimulatedMember>(members);
        textChannels = new FilteredList<SimulatedChannel>(ChannelList, static channel => channel.Kind == ChannelKind.Text);
        voiceChannels = new FilteredList<SimulatedChannel>(ChannelList, static channel => channel.Kind == ChannelKind.Voice);
        people = new FilteredList<SimulatedMember>(MemberList, static member => !member.User.IsBot);
        OwnerId = (People.Count > 0 ? People[0] : Bot).User.Id;
    }

    /// <summary>The guild's id, which decides its shard.</summary>
    public Snowflake Id { get; }

    /// <summary>The guild's name.</summary>
    public string Name
    {
        get => Volatile.Read(ref field);
        internal set => Volatile.Write(ref field, value);
    }

    /// <summary>The user who owns the guild.</summary>
    public Snowflake OwnerId { get; internal init; }

    /// <summary>The roles; the first is <c>@everyone</c>.</summary>
    public IReadOnlyList<SimulatedRole> Roles => RoleList.Items;

    /// <summary>All channels and threads.</summary>
    public IReadOnlyList<SimulatedChannel> Channels => ChannelList.Items;

    /// <summary>The text channels.</summary>
    public IReadOnlyList<SimulatedChannel> TextChannels => textChannels.Items;

    /// <summary>The voice channels.</summary>
    public IReadOnlyList<SimulatedChannel> VoiceChannels => voiceChannels.Items;

    /// <summary>All members; the first is the bot.</summary>
    public IReadOnlyList<SimulatedMember> Members => MemberList.Items;

    /// <summary>All members but the bot; the first owns the guild at the start, unless its description names another one.</summary>
    public IReadOnlyList<SimulatedMember> People => people.Items;

    /// <summary>
    /// Whether the guild is in an outage: see <see cref="SimulatedGateway.StartOutage"/> and
    /// <see cref="SimulatedGatewayOptions.UnavailableGuilds"/>.
    /// </summary>
    public bool IsUnavailable { get; internal set; }

    /// <summary>Whether the bot is in the guild.</summary>
    public bool HasBot { get; internal set; }

    internal SimulatedMember Bot => Members[0];

    /// <summary>The text channel that is used when none is named.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal SimulatedChannel FirstTextChannel =>
        TextChannels is [var first, ..] ? first : throw new InvalidOperationException($"{Name} has no text channel.");

    internal SnapshotList<SimulatedRole> RoleList { get; }

    internal SnapshotList<SimulatedChannel> ChannelList { get; }

    internal SnapshotList<SimulatedMember> MemberList { get; }

    internal SnapshotList<SimulatedBan> BanList { get; } = new([]);

    internal SnapshotList<SimulatedEmoji> EmojiList { get; } = new([]);

    /// <summary>
    /// Held while a member, role, ban, emoji or the guild itself changes and its event is dispatched, so that the events come in the order
    /// of the changes.
    /// </summary>
    internal Lock Changes { get; } = new();

    /// <summary>The other fields of the guild, such as <c>description</c>.</summary>
    internal SettingMap Settings
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = SettingMap.Empty;

    /// <summary>The first channel or thread with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none. The message lists the names that exist.</exception>
    public SimulatedChannel Channel(string name) => Channels.Named(static channel => channel.Name, name, "channel", $"\"{Name}\"");

    /// <summary>The first role with this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none. The message lists the names that exist.</exception>
    public SimulatedRole Role(string name) => Roles.Named(static role => role.Name, name, "role", $"\"{Name}\"");

    /// <summary>The member whose user has this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none. The message lists the names that exist.</exception>
    public SimulatedMember Member(string name) => Members.Named(static member => member.User.Name, name, "member", $"\"{Name}\"");

    /// <summary>The member with this user's id; null when there is none.</summary>
    internal SimulatedMember? FindMember(Snowflake userId) => Members.FirstOrDefault(member => member.User.Id == userId);

    /// <summary>Changes a channel or thread.</summary>
    /// <returns>The channel before and after the change; null when there is none.</returns>
    internal (SimulatedChannel Before, SimulatedChannel After)? ChangeChannel(Snowflake id, Func<SimulatedChannel, SimulatedChannel> change)
    {
        SimulatedChannel? before = null;
        var after = ChannelList.Update(channel => channel.Id == id, channel => change(before = channel));
        return after is null ? null : (before!, after);
    }

    /// <summary>The shard that the guild belongs to.</summary>
    public int ShardOf(int shardCount) => (int)((Id.Value >> 22) % (ulong)shardCount);
}
