namespace Spectacles.Gateway.Testing;

/// <summary>A user in a guild, with status and voice channel.</summary>
public sealed class SimulatedMember
{
    // A number, because writing a Snowflake? is not atomic.
    private ulong voiceChannel;

    internal SimulatedMember(SimulatedUser user, Snowflake? role, DateTimeOffset joinedAt)
    {
        User = user;
        Role = role;
        JoinedAt = joinedAt;
    }

    /// <summary>The user.</summary>
    public SimulatedUser User { get; }

    /// <summary><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</summary>
    public string Status { get; internal set; } = "online";

    /// <summary>The member's voice channel; null when there is none.</summary>
    public Snowflake? VoiceChannelId
    {
        get => Volatile.Read(ref voiceChannel) is not 0 and var id ? new Snowflake(id) : null;
        internal set => Volatile.Write(ref voiceChannel, value?.Value ?? 0);
    }

    internal Snowflake? Role { get; }

    internal DateTimeOffset JoinedAt { get; }

    internal string VoiceSessionId => User.Id.Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
