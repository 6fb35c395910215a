namespace Spectacles.Gateway.Testing;

/// <summary>A user in a guild, and what the user does there at the moment.</summary>
public sealed class SimulatedMember
{
    // A number and not a Snowflake?, which would be written in two steps.
    private ulong voiceChannel;

    internal SimulatedMember(SimulatedUser user, Snowflake? role, DateTimeOffset joinedAt)
    {
        User = user;
        Role = role;
        JoinedAt = joinedAt;
    }

    /// <summary>Who it is.</summary>
    public SimulatedUser User { get; }

    /// <summary><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</summary>
    public string Status { get; internal set; } = "online";

    /// <summary>The voice channel that the member is in; null when in none.</summary>
    public Snowflake? VoiceChannelId
    {
        get => Volatile.Read(ref voiceChannel) is not 0 and var id ? new Snowflake(id) : null;
        internal set => Volatile.Write(ref voiceChannel, value?.Value ?? 0);
    }

    internal Snowflake? Role { get; }

    internal DateTimeOffset JoinedAt { get; }

    internal string VoiceSessionId => User.Id.Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
