using System.Collections.Immutable;

namespace Spectacles.Gateway;

/// <summary>
/// A guild in a <see cref="GuildDirectory"/>, as of the last event about it. An entry does not change; a change replaces it.
/// </summary>
/// <remarks>
/// Entries are equal if their values are, where two lists are equal only if they are the same list.
/// https://discord.com/developers/docs/resources/guild#guild-object
/// </remarks>
public sealed record GuildEntry
{
    /// <summary>The guild's id.</summary>
    public required Snowflake Id { get; init; }

    /// <summary>The guild's name; null until its first GUILD_CREATE.</summary>
    public string? Name { get; init; }

    /// <summary>The owner's user id; null until the first GUILD_CREATE.</summary>
    public Snowflake? OwnerId { get; init; }

    /// <summary>The number of members; 0 until the first GUILD_CREATE. See <see cref="MemberCountIsExact"/>.</summary>
    public int MemberCount { get; init; }

    /// <summary>
    /// Whether members that join and leave are counted, which needs the intent <see cref="GatewayIntents.GuildMembers"/>. Otherwise
    /// <see cref="MemberCount"/> is as of the last GUILD_CREATE, so as of the start of the session or later. Discord may repeat
    /// GUILD_MEMBER_ADD for a member, which is then counted twice until the next GUILD_CREATE.
    /// </summary>
    public bool MemberCountIsExact { get; init; }

    /// <summary>The shard that receives the guild's events.</summary>
    public int ShardId { get; init; }

    /// <summary>When the bot joined the guild; null until the first GUILD_CREATE.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>
    /// Whether the guild's data has arrived in this session and there is no outage. If not, the other values are as of the last time that
    /// it was available, except <see cref="VoiceStates"/>, which is empty.
    /// </summary>
    public bool IsAvailable { get; init; }

    /// <summary>The roles, in no order; empty without <see cref="GuildDetails.Roles"/>.</summary>
    public ImmutableArray<RoleEntry> Roles { get; init; } = [];

    /// <summary>The channels without threads, in no order; empty without <see cref="GuildDetails.Channels"/>.</summary>
    public ImmutableArray<ChannelEntry> Channels { get; init; } = [];

    /// <summary>The members in voice channels, in no order; empty without <see cref="GuildDetails.VoiceStates"/>.</summary>
    public ImmutableArray<VoiceEntry> VoiceStates { get; init; } = [];

    /// <summary>Whether a later session has announced the guild for the first time: the bot joined it in the meantime.</summary>
    internal bool IsNew { get; init; }

    /// <summary>Returns a role; null if there is none with this id. Looks at one role after the other.</summary>
    /// <param name="id">The role's id.</param>
    public RoleEntry? FindRole(Snowflake id) => EntryList.Find(Roles, id, static role => role.Id);

    /// <summary>Returns a channel; null if there is none with this id. Looks at one channel after the other.</summary>
    /// <param name="id">The channel's id.</param>
    public ChannelEntry? FindChannel(Snowflake id) => EntryList.Find(Channels, id, static channel => channel.Id);

    /// <summary>Returns where a member is in voice; null for nowhere. Looks at one member after the other.</summary>
    /// <param name="userId">The member's user id.</param>
    public VoiceEntry? FindVoiceState(Snowflake userId) => EntryList.Find(VoiceStates, userId, static voice => voice.UserId);
}
