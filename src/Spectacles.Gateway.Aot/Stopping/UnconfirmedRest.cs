namespace Spectacles.Gateway;

/// <summary>The events of a shard that the event sink has not confirmed at a stop.</summary>
/// <param name="id">The shard.</param>
/// <param name="count">The number of events.</param>
/// <param name="first">The sequence of the oldest one.</param>
internal sealed class UnconfirmedRest(int id, int count, long first)
{
    public int Id => id;

    public int Count => count;

    public long First => first;
}
