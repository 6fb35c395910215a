namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a parameter's type means in a schema of the project.</summary>
/// <param name="Reference">The name that means it.</param>
/// <param name="Event">The event that brings it.</param>
/// <param name="Type">The full name of the model, or of what the event's model extends.</param>
/// <param name="IsView">Whether it is the view over that.</param>
internal sealed record OwnMatch(TypeReference Reference, OwnEvent Event, string Type, bool IsView);
