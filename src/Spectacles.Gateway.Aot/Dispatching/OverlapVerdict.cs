namespace Spectacles.Gateway;

/// <summary>What a shard does with an event while one set of shards takes over from another.</summary>
internal enum OverlapVerdict
{
    /// <summary>It is handled here.</summary>
    Handle,

    /// <summary>It has been handled, or will be, elsewhere or later.</summary>
    Leave,

    /// <summary>It is to be asked for again when what was kept has been handled.</summary>
    Postpone,
}
