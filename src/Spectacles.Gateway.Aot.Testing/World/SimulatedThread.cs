namespace Spectacles.Gateway.Testing;

/// <summary>What a thread has and other channels have not.</summary>
/// <param name="Owner">The user who started the thread.</param>
/// <param name="StartedAt">When the thread was started.</param>
/// <remarks>https://discord.com/developers/docs/resources/channel#thread-metadata-object</remarks>
internal sealed record SimulatedThread(SimulatedUser Owner, DateTimeOffset StartedAt)
{
    public IReadOnlyList<ThreadMember> Members { get; init; } = [];

    public ThreadCounts Counts { get; } = new();

    public bool IsArchived { get; init; }

    /// <summary>When the thread was started, archived or unarchived, or its time until archiving was changed.</summary>
    public DateTimeOffset ArchiveChangedAt { get; init; } = StartedAt;

    /// <summary>The time without activity after which the thread leaves the list of channels, in minutes.</summary>
    public int AutoArchiveMinutes { get; init; } = 4320;

    public bool IsLocked { get; init; }

    /// <summary>Whether the members of a private thread can add others.</summary>
    public bool IsInvitable { get; init; } = true;

    public ThreadMember? FindMember(Snowflake userId) => Members.FirstOrDefault(member => member.User.Id == userId);
}
