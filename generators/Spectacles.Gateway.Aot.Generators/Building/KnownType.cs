namespace Spectacles.Gateway.Generators;

/// <summary>What a name in a schema means.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="ClrType">The type in C#; with its namespace when it is in another assembly.</param>
/// <param name="Scalar">Its row, when it is a scalar.</param>
/// <param name="IsReferenced">Whether it is in another assembly: its readers can't be called but through its interface.</param>
internal readonly record struct KnownType(ValueKind Kind, string ClrType, ScalarType? Scalar = null, bool IsReferenced = false)
{
    /// <summary>
    /// The methods for one value or a container of them. Null where a schema cannot have such a container: Discord has none.
    /// </summary>
    public ValueMethods? MethodsFor(Container container) => (Scalar, container) switch
    {
        (null, _) => ValueMethods.Of(Kind, container),
        (_, Container.List) => Scalar.ListMethods,
        (_, Container.Map) => Scalar.MapMethods,
        _ => Scalar.Methods,
    };
}
