namespace Spectacles.Gateway.Fleet;

/// <summary>An event's name and how it is passed on.</summary>
/// <param name="Name">The name.</param>
/// <param name="Class">The class.</param>
/// <param name="IsAsked">Whether a worker is asked to confirm it: an interaction, unless its class is configured.</param>
internal sealed record NamedEvent(string Name, EventClass Class, bool IsAsked);
