namespace Spectacles.Gateway.Generators.Spec;

/// <summary>A handler's parameter that no symbol explains: a class or a view of the project's own schema, which is not written yet, or a mistake.</summary>
/// <param name="TypeName">The type's name.</param>
/// <param name="Namespace">The type's namespace; empty for a type that does not exist yet.</param>
/// <param name="Misfit">What to report when nothing fits it.</param>
/// <param name="Conflict">What to report when something fits it, and the method takes the event in another form too; null when it does not.</param>
internal sealed record OwnParameter(string TypeName, string Namespace, DiagnosticInfo Misfit, DiagnosticInfo? Conflict)
{
    /// <summary>Whether the parameter is a type, or the view over it.</summary>
    public bool Is(string fullName, bool view)
    {
        string expected = view ? fullName + KnownNames.ViewSuffix : fullName;
        return Namespace.Length > 0
            ? expected == $"{Namespace}.{TypeName}"
            : expected.EndsWith("." + TypeName, StringComparison.Ordinal) && !expected.StartsWith(KnownNames.Events + ".", StringComparison.Ordinal);
    }
}
