namespace Spectacles.Gateway;

/// <summary>The progress of <see cref="Dispatcher"/> with the calls of an event.</summary>
internal enum BeginResult
{
    /// <summary>All calls have begun.</summary>
    Begun,

    /// <summary>The limit of unfinished calls is reached. The remaining calls begin when there is room.</summary>
    Full,

    /// <summary>No call has begun, because the calls of an earlier event must begin first.</summary>
    Held,
}
