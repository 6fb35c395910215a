namespace Spectacles.Gateway.Sessions;

/// <summary>A session as it is kept between connections or runs.</summary>
/// <param name="ShardId">The shard's number.</param>
/// <param name="ShardCount">The number of shards that the session was started with.</param>
/// <param name="SessionId">Discord's name of the session. With the token it opens the session: keep it as safe.</param>
/// <param name="ResumeUrl">Where to resume it.</param>
/// <param name="Sequence">The event up to which every handler has finished.</param>
/// <param name="SavedAt">When it was saved.</param>
public sealed record StoredSession(int ShardId, int ShardCount, string SessionId, Uri ResumeUrl, long Sequence, DateTimeOffset SavedAt)
{
    /// <summary>Without the session's name, which opens it.</summary>
    public override string ToString() => $"StoredSession {{ ShardId = {ShardId}, ShardCount = {ShardCount}, Sequence = {Sequence}, SavedAt = {SavedAt:O} }}";
}
