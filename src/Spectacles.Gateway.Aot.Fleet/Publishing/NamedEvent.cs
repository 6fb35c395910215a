namespace Spectacles.Gateway.Fleet;

/// <summary>An event's name and how it is passed on.</summary>
internal sealed record NamedEvent(string Name, EventClass Class);
