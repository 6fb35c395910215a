using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What the connections of a broker with a mistake share.</summary>
internal sealed class SabotageNotes
{
    private long fence;
    private int connections;

    /// <summary>The greatest fence of each group, as the broker with the mistake believes.</summary>
    public ConcurrentDictionary<int, long> Fences { get; } = new();

    /// <summary>An appender of each group that may really append.</summary>
    public ConcurrentDictionary<int, IEventAppender> Appenders { get; } = new();

    /// <summary>The fences that a disposed appender had.</summary>
    public ConcurrentDictionary<(int Group, long Fence), bool> Free { get; } = new();

    /// <summary>How often a key was written.</summary>
    public ConcurrentDictionary<string, long> Writes { get; } = new();

    /// <summary>A fence that no group has had.</summary>
    public long NextFence() => Interlocked.Increment(ref fence);

    public int NextConnection() => Interlocked.Increment(ref connections);
}
