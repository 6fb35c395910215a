namespace Spectacles.Gateway;

/// <summary>The answer of <see cref="ShardLifecycle"/> to the question what comes next.</summary>
/// <param name="Action">What to do now.</param>
/// <param name="Session">The session that the connection resumes; null when it starts a new one.</param>
/// <param name="AtResumeAddress">Whether the connection goes to the session's resume address instead of the gateway's own.</param>
/// <param name="Pause">How long to wait.</param>
/// <param name="AsksApi">Whether the API is to be asked again where the gateway is.</param>
/// <param name="End">How the connection ended after which none may follow.</param>
internal readonly record struct ShardStep(
    ShardAction Action,
    Session? Session = null,
    bool AtResumeAddress = false,
    TimeSpan Pause = default,
    bool AsksApi = false,
    LifecycleStep End = default);
