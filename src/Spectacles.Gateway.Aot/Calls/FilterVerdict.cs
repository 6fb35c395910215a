namespace Spectacles.Gateway;

/// <summary>What a shard does with an event that an <see cref="IEventFilter"/> has looked at.</summary>
internal enum FilterVerdict
{
    /// <summary>It is handled here.</summary>
    Handle,

    /// <summary>It has been handled, or will be, elsewhere or later.</summary>
    Leave,

    /// <summary>The filter is to be asked again when what was kept has been handled.</summary>
    Postpone,
}
