using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads how the services of a host call the constructor of a class.</summary>
internal static class ConstructorReader
{
    private const string Rest = $"global::{RestClient.Namespace}.{RestClient.Name}";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary>The public constructors, or else those that code of the same assembly can call. The chosen one, if one is chosen.</summary>
    public static IMethodSymbol[] Find(INamedTypeSymbol type)
    {
        IMethodSymbol[] found = [.. type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public)];
        if (found.Length == 0)
        {
            // The constructor that copies a record is protected, or private.
            found = [.. type.InstanceConstructors.Where(one => IsAccessible(one.DeclaredAccessibility))];
        }

        IMethodSymbol[] chosen = found.Length < 2 ? [] : [.. found.Where(IsChosen)];
        return chosen.Length == 1 ? chosen : found;
    }

    public static bool IsAccessible(Accessibility accessibility) =>
        accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>What is wrong with a constructor, or with what it constructs; null if nothing is.</summary>
    public static string? Problem(IMethodSymbol constructor) =>
        constructor.Parameters.FirstOrDefault(parameter => !CanBeService(parameter)) is { } parameter
            ? $"no service can be passed to the parameter '{parameter.Name}' of its constructor"
            : Discouragement.IsForbidden(constructor) ? "it is obsolete, so that its use is an error"
            : constructor.Find(KnownNames.SetsRequiredMembers) is null && HasRequiredMember(constructor.ContainingType)
                ? "it has required members: make them parameters of its constructor, and put [SetsRequiredMembers] on that"
            : null;

    public static EquatableArray<string> Arguments(IMethodSymbol constructor) =>
        constructor.Parameters.Select(Argument).Where(argument => argument.Length > 0).ToEquatableArray();

    /// <summary>Whether one of the arguments is the REST client of the bot.</summary>
    public static bool TakesRest(IMethodSymbol constructor) => constructor.Parameters.Any(parameter => NameOf(parameter.Type) == Rest);

    private static bool IsChosen(IMethodSymbol constructor) => constructor.Find(KnownNames.ChosenConstructor) is not null;

    private static bool CanBeService(IParameterSymbol parameter) =>
        parameter.RefKind is not (RefKind.Ref or RefKind.Out)
            && parameter.Type is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) };

    private static bool HasRequiredMember(INamedTypeSymbol type) => ClassReader.Bases(type)
        .Prepend(type)
        .SelectMany(part => part.GetMembers())
        .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    private static string Argument(IParameterSymbol parameter)
    {
        string name = SyntaxFacts.GetKeywordKind(parameter.Name) != SyntaxKind.None ? "@" + parameter.Name : parameter.Name;
        string type = NameOf(parameter.Type);
        if (parameter.HasExplicitDefaultValue && type != Rest)
        {
            // A service that is not registered leaves the default.
            return parameter.ExplicitDefaultValue is null && parameter.Type.IsReferenceType
                ? $"{name}: {Services}.GetService<{type}>(services)"
                : "";
        }

        if (type == "global::System.IServiceProvider")
        {
            return $"{name}: services";
        }

        var key = parameter.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.FromKeyedServices);
        return key switch
        {
            null when type == "global::Spectacles.Gateway.Cluster" => $"{name}: builder.GetCluster(services)",
            null when type is "global::Spectacles.Gateway.GuildDirectory" or Rest =>
                $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, builder.Name)",
            null => $"{name}: {Services}.GetRequiredService<{type}>(services)",
            { ConstructorArguments: [{ } value] } =>
                $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, {value.ToCSharpString()})",
            _ => $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, builder.Name)",
        };
    }

    private static string NameOf(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
