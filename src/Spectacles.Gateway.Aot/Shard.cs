namespace Spectacles.Gateway;

/// <summary>One connection of a bot to the gateway, kept alive.</summary>
public sealed class Shard
{
    internal Shard(int id) => Id = id;

    /// <summary>The shard's number, from 0 to the shard count less 1.</summary>
    public int Id { get; }
}
