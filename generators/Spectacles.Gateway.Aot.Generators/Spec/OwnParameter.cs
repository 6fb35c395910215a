namespace Spectacles.Gateway.Generators.Spec;

/// <summary>A handler's parameter that a schema of the project may explain: a class or a view of it, which is not written yet, or a mistake.</summary>
/// <param name="References">What its type may be, what is most probable first.</param>
/// <param name="IsKnown">Whether the compilation has the type, or another one that it takes it for.</param>
/// <param name="IsView">Whether it is a view of the event when no schema has another one for it.</param>
/// <param name="Misfit">What to report when nothing fits it.</param>
/// <param name="Conflict">What to report when something fits it, and the method takes the event in another form too; null when it does not.</param>
internal sealed record OwnParameter(EquatableArray<TypeReference> References, bool IsKnown, bool IsView, DiagnosticInfo Misfit, DiagnosticInfo? Conflict)
{
    /// <summary>What the first reference means that means anything; several when schemas have the same name.</summary>
    public OwnMatch[] Find(IEnumerable<OwnEvent> events) =>
        References.Select(reference => Meanings(reference, events).ToArray()).FirstOrDefault(meanings => meanings.Length > 0) ?? [];

    private static IEnumerable<OwnMatch> Meanings(TypeReference reference, IEnumerable<OwnEvent> events)
    {
        foreach (OwnEvent known in events)
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
