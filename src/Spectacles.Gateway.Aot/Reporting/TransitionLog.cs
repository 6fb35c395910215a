namespace Spectacles.Gateway;

/// <summary>The last transitions of one shard, in a ring buffer of fixed size. Its owner locks.</summary>
internal sealed class TransitionLog
{
    public const int Capacity = 32;

    private readonly ShardTransition[] ring = new ShardTransition[Capacity];
    private long written;

    public void Add(ShardTransition transition) => ring[written++ % Capacity] = transition;

    /// <summary>Returns the transitions, oldest first.</summary>
    public ShardTransition[] ToArray()
    {
        var kept = new ShardTransition[(int)Math.Min(written, Capacity)];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = ring[(written - kept.Length + i) % Capacity];
        }

        return kept;
    }
}
