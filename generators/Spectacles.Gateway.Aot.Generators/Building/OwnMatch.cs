namespace Spectacles.Gateway.Generators;

/// <summary>What a parameter's type means in a schema of the project.</summary>
/// <param name="Reference">The name that means it.</param>
/// <param name="Event">The event that brings it.</param>
/// <param name="Type">The full name of the model, or of what the event's model extends.</param>
/// <param name="IsView">Whether it is the view over that.</param>
internal sealed record OwnMatch(TypeReference Reference, OwnEvent Event, string Type, bool IsView)
{
    /// <summary>What the first reference means that means anything; several when schemas have the same name.</summary>
    public static OwnMatch[] Find(OwnParameter parameter, IEnumerable<OwnEvent> events) =>
        parameter.References.Select(reference => Meanings(reference, events).ToArray()).FirstOrDefault(meanings => meanings.Length > 0)
            ?? [];

    private static IEnumerable<OwnMatch> Meanings(TypeReference reference, IEnumerable<OwnEvent> events)
    {
        foreach (var known in events)
        {
            foreach (string type in known.Types)
            {
                if (reference.Means(type, view: false) || reference.Means(type, view: true))
                {
                    yield return new OwnMatch(reference, known, type, reference.Means(type, view: true));
                }
            }
        }
    }
}
