namespace Spectacles.Gateway.Testing;

/// <summary>A guild that the bot is in.</summary>
public sealed class SimulatedGuild
{
    internal SimulatedGuild(
        Snowflake id,
        string name,
        IReadOnlyList<SimulatedRole> roles,
        IReadOnlyList<SimulatedChannel> channels,
        IReadOnlyList<SimulatedMember> members)
    {
        Id = id;
        Name = name;
        Roles = roles;
        Channels = channels;
        Members = members;
        TextChannels = [.. channels.Where(channel => channel.Kind == ChannelKind.Text)];
        VoiceChannels = [.. channels.Where(channel => channel.Kind == ChannelKind.Voice)];
        People = [.. members.Where(member => !member.User.IsBot)];
    }

    /// <summary>The guild's id, which decides its shard.</summary>
    public Snowflake Id { get; }

    /// <summary>The guild's name.</summary>
    public string Name { get; }

    /// <summary>The roles; the first is <c>@everyone</c>.</summary>
    public IReadOnlyList<SimulatedRole> Roles { get; }

    /// <summary>All channels and threads.</summary>
    public IReadOnlyList<SimulatedChannel> Channels { get; }

    /// <summary>The text channels.</summary>
    public IReadOnlyList<SimulatedChannel> TextChannels { get; }

    /// <summary>The voice channels.</summary>
    public IReadOnlyList<SimulatedChannel> VoiceChannels { get; }

    /// <summary>All members; the first is the bot.</summary>
    public IReadOnlyList<SimulatedMember> Members { get; }

    /// <summary>All members but the bot; the first owns the guild.</summary>
    public IReadOnlyList<SimulatedMember> People { get; }

    internal SimulatedMember Bot => Members[0];

    /// <summary>The shard that the guild belongs to.</summary>
    public int ShardOf(int shardCount) => (int)((Id.Value >> 22) % (ulong)shardCount);
}
