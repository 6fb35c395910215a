namespace Spectacles.Gateway;

/// <summary>A change of a shard's state.</summary>
/// <param name="At">The time of the change.</param>
/// <param name="From">The previous state.</param>
/// <param name="To">The new state.</param>
/// <param name="Reason">The reason, without a token or a payload.</param>
public sealed record ShardTransition(DateTimeOffset At, ShardState From, ShardState To, string Reason)
{
    /// <summary>Returns one human-readable line.</summary>
    public override string ToString() => $"{At:s}Z {From} -> {To} ({Reason})";
}
