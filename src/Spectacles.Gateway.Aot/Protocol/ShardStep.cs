namespace Spectacles.Gateway;

/// <summary>The next action of a shard, as decided by <see cref="ShardLifecycle"/>.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="Session">The session that the connection resumes; null when it starts a new one.</param>
/// <param name="AtResumeAddress">Whether the connection goes to the session's resume address instead of the gateway's own.</param>
/// <param name="Pause">How long to wait.</param>
/// <param name="AsksApi">Whether to request the gateway's address from the API again.</param>
/// <param name="End">The end of the last connection, if no other may follow.</param>
internal readonly record struct ShardStep(
    ShardAction Action,
    Session? Session = null,
    bool AtResumeAddress = false,
    TimeSpan Pause = default,
    bool AsksApi = false,
    LifecycleStep End = default);
