namespace Spectacles.Gateway.Generators;

/// <summary>The struct with the query of a route.</summary>
/// <param name="HintName">The file.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of the struct.</param>
/// <param name="Route">The route's name.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record QuerySpec(string HintName, string Namespace, string Name, string Route, EquatableArray<FieldSpec> Fields)
{
    /// <summary>Whether something in it has to be set.</summary>
    public bool IsRequired => Fields.Any(known => known.Presence == Presence.Required);
}
