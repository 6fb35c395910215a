namespace Spectacles.Gateway.Generators;

/// <summary>
/// A handler's parameter that a schema of the project may explain: a class or a view of it, which is not written yet, or a mistake.
/// </summary>
/// <param name="References">What its type may be, what is most probable first.</param>
/// <param name="IsKnown">Whether the compilation has the type, or another one that it takes it for.</param>
/// <param name="IsView">Whether it is a view of the event when no schema has another one for it.</param>
/// <param name="Misfit">What to report when nothing fits it.</param>
/// <param name="Conflict">
/// What to report when something fits it, and the method takes the event in another form too; null when it does not.
/// </param>
internal sealed record OwnParameter(
    EquatableArray<TypeReference> References,
    bool IsKnown,
    bool IsView,
    DiagnosticInfo Misfit,
    DiagnosticInfo? Conflict);
