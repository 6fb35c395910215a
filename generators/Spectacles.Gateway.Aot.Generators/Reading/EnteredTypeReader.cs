using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Understands the types of values that users enter.</summary>
internal static class EnteredTypeReader
{
    /// <summary>Returns null for a type that no value can be read as.</summary>
    public static EnteredTypeSpec? Read(ITypeSymbol type)
    {
        type = Underlying(type) ?? type;
        string name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        EnteredKind? kind = type.SpecialType switch
        {
            SpecialType.System_String => EnteredKind.Text,
            SpecialType.System_Int32 => EnteredKind.Int32,
            SpecialType.System_Int64 => EnteredKind.Int64,
            SpecialType.System_UInt64 => EnteredKind.UInt64,
            SpecialType.System_Double => EnteredKind.Double,
            SpecialType.System_Boolean => EnteredKind.Boolean,
            _ when type.TypeKind == TypeKind.Enum => EnteredKind.Enum,
            _ => name switch
            {
                "global::System.TimeSpan" => EnteredKind.Duration,
                "global::System.Guid" => EnteredKind.Guid,
                "global::Spectacles.Gateway.Snowflake" => EnteredKind.Snowflake,
                "global::Spectacles.Gateway.Events.User" => EnteredKind.User,
                "global::Spectacles.Gateway.Events.GuildMember" => EnteredKind.Member,
                "global::Spectacles.Gateway.Events.Role" => EnteredKind.Role,
                "global::Spectacles.Gateway.Events.Channel" => EnteredKind.Channel,
                "global::Spectacles.Gateway.Events.Attachment" => EnteredKind.Attachment,
                $"global::{InteractionNames.Mentionable}" => EnteredKind.Mentionable,
                _ => null,
            },
        };
        return kind is { } known
            ? new EnteredTypeSpec { Kind = known, Type = name, Members = known == EnteredKind.Enum ? Members(type) : default }
            : null;
    }

    /// <summary>The type of the values of a list, and its shape. Null for another type.</summary>
    public static (ITypeSymbol Element, ArgumentShape Shape)? ReadList(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, ArgumentShape.Array),
        INamedTypeSymbol { Name: "ImmutableArray", TypeArguments: [var element] } named
            when named.ContainingNamespace.ToDisplayString() == "System.Collections.Immutable" => (element, ArgumentShape.ImmutableList),
        _ => null,
    };

    /// <summary>Whether a parameter may be null.</summary>
    public static bool IsNullable(ITypeSymbol type) =>
        Underlying(type) is not null || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    private static ITypeSymbol? Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : null;

    private static EquatableArray<EnumMemberSpec> Members(ITypeSymbol type) => type.GetMembers()
        .OfType<IFieldSymbol>()
        .Where(field => field.HasConstantValue && !Discouragement.IsForbidden(field))
        .Select(field => new EnumMemberSpec(field.Name, field.Find(InteractionNames.Choice)?.Text(0) ?? Naming.ToTitle(field.Name)))
        .ToEquatableArray();
}
