namespace Spectacles.Gateway.Generators;

/// <summary>A field of a query and the property that holds it.</summary>
/// <param name="Field">What it is.</param>
/// <param name="IsDelimited">Whether a list is one value with commas; otherwise the field is repeated.</param>
internal sealed record QueryFieldSpec(FieldSpec Field, bool IsDelimited)
{
    public bool IsRequired => Field.Presence == Presence.Required;
}
