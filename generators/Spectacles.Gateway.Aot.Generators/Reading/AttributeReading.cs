using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads attributes by their names.</summary>
internal static class AttributeReading
{
    public static AttributeData? Find(this ISymbol symbol, string name) => symbol.All(name).FirstOrDefault();

    public static IEnumerable<AttributeData> All(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>The text at an index of the constructor's arguments; empty if there is none.</summary>
    public static string Text(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index].Value is string text ? text : "";

    /// <summary>The value of a property; null if it is not set.</summary>
    public static TypedConstant? Named(this AttributeData attribute, string name) =>
        attribute.NamedArguments
            .Where(argument => argument.Key == name)
            .Select(argument => (TypedConstant?)argument.Value)
            .FirstOrDefault();

    /// <summary>The values of a <c>params</c> argument.</summary>
    public static EquatableArray<int> Numbers(this TypedConstant list) =>
        list.Kind == TypedConstantKind.Array && !list.IsNull
            ? list.Values.Select(value => value.Value).OfType<int>().Distinct().OrderBy(value => value).ToEquatableArray()
            : default;

    public static Location Place(this AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Location.None;
}
