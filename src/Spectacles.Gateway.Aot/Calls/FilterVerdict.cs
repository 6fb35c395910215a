namespace Spectacles.Gateway;

/// <summary>The decision of an <see cref="IEventFilter"/> about an event.</summary>
internal enum FilterVerdict
{
    /// <summary>This shard handles the event.</summary>
    Handle,

    /// <summary>The event has been handled, or will be, elsewhere or later.</summary>
    Leave,

    /// <summary>Ask the filter again when the kept events have been handled.</summary>
    Postpone,
}
