namespace Spectacles.Gateway.Testing;

/// <summary>A user in a guild, with status and voice channel.</summary>
public sealed class SimulatedMember
{
    // Numbers, because writing a Snowflake? or a DateTimeOffset is not atomic.
    private ulong voiceChannel;
    private long joinedAt;

    internal SimulatedMember(SimulatedUser user, IReadOnlyList<Snowflake> roles, DateTimeOffset joinedAt)
    {
        User = user;
        Roles = roles;
        this.joinedAt = joinedAt.UtcTicks;
    }

    /// <summary>The user.</summary>
    public SimulatedUser User
    {
        get => Volatile.Read(ref field);
        internal set => Volatile.Write(ref field, value);
    }

    /// <summary><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</summary>
    public string Status { get; internal set; } = "online";

    /// <summary>The member's voice channel; null when there is none.</summary>
    public Snowflake? VoiceChannelId
    {
        get => Volatile.Read(ref voiceChannel) is not 0 and var id ? new Snowflake(id) : null;
        internal set => Volatile.Write(ref voiceChannel, value?.Value ?? 0);
    }

    internal bool IsSelfMuted { get; set; }

    internal bool IsSelfDeafened { get; set; }

    /// <summary>The member's roles, without <c>@everyone</c>.</summary>
    public IReadOnlyList<Snowflake> Roles
    {
        get => Volatile.Read(ref field);
        internal set => Volatile.Write(ref field, value);
    }

    /// <summary>The other fields of the member, such as <c>nick</c>.</summary>
    internal SettingMap Settings
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = SettingMap.Empty;

    internal DateTimeOffset JoinedAt
    {
        get => new(Volatile.Read(ref joinedAt), TimeSpan.Zero);
        set => Volatile.Write(ref joinedAt, value.UtcTicks);
    }

    internal string VoiceSessionId => User.Id.Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
