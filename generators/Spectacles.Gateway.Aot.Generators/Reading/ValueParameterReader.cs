using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads what a parameter with values from a user receives: the type, how many values, and what it is without one.</summary>
internal static class ValueParameterReader
{
    /// <summary>Returns null for a type that no value can be read as.</summary>
    public static InteractionArgumentSpec? Read(IParameterSymbol parameter, ArgumentSource source, string name, bool allowsLists)
    {
        var list = allowsLists ? EnteredTypeReader.ReadList(parameter.Type) : null;
        if (EnteredTypeReader.Read(list?.Element ?? parameter.Type) is not { } type)
        {
            return null;
        }

        bool isNullable = EnteredTypeReader.IsNullable(parameter.Type);
        string fallback = list is not null ? "" : Fallback(parameter, type, isNullable);
        return new InteractionArgumentSpec
        {
            Source = source,
            Name = name,
            Type = type,
            IsNullable = isNullable,
            Shape = list?.Shape ?? (fallback.Length > 0 ? ArgumentShape.Optional : ArgumentShape.Required),
            Fallback = fallback,
        };
    }

    private static string Fallback(IParameterSymbol parameter, EnteredTypeSpec type, bool isNullable)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return isNullable ? "null" : "";
        }

        return parameter.ExplicitDefaultValue switch
        {
            null => parameter.Type.IsReferenceType || isNullable ? "null" : "default",
            var value when type.Kind == EnteredKind.Enum => $"({type.Type})({Convert.ToString(value, CultureInfo.InvariantCulture)})",
            double value when double.IsNaN(value) || double.IsInfinity(value) =>
                $"double.{(double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity")}",
            var value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
        };
    }
}
