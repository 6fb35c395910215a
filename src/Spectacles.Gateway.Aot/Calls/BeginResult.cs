namespace Spectacles.Gateway;

/// <summary>How far <see cref="Dispatcher"/> has come with the calls of an event.</summary>
internal enum BeginResult
{
    /// <summary>All calls have begun.</summary>
    Begun,

    /// <summary>The limit of unfinished calls is reached: the rest begins when there is room.</summary>
    Full,

    /// <summary>No call has begun, because those of an earlier event have to begin first.</summary>
    Held,
}
