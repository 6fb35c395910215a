namespace Spectacles.Gateway.Generators;

/// <summary>How the services of a host create one handler class.</summary>
/// <param name="Type">The full name of the class.</param>
/// <param name="IsScoped">Whether each event is handled by a new instance in a new scope.</param>
/// <param name="Arguments">The arguments of its constructor, as C# in which <c>services</c> is the service provider.</param>
/// <param name="Experiments">The diagnostics that its creation brings about, since something of it is experimental.</param>
internal sealed record RegistrationSpec(
    string Type, bool IsScoped, EquatableArray<string> Arguments, EquatableArray<string> Experiments)
{
    /// <summary>Whether one of its arguments is the REST client of the bot.</summary>
    public bool TakesRest { get; init; }

    /// <summary>The line that silences what is experimental in any of several classes; empty if nothing is.</summary>
    public static string PragmaFor(IEnumerable<RegistrationSpec> classes)
    {
        string experiments = string.Join(", ", classes.SelectMany(one => one.Experiments).Distinct(StringComparer.Ordinal));
        return experiments.Length > 0 ? $"#pragma warning disable {experiments} // A class may be experimental.\n" : "";
    }
}
