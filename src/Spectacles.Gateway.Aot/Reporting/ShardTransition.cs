namespace Spectacles.Gateway;

/// <summary>A step of a shard's life.</summary>
/// <param name="At">When.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Reason">Why, without a token or a payload.</param>
public sealed record ShardTransition(DateTimeOffset At, ShardState From, ShardState To, string Reason)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"{At:u} {From} -> {To} ({Reason})";
}
