using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads how the services of a host create a handler class, in a project that refers to the hosting package.</summary>
internal static class RegistrationReader
{
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
    private const string KeyedServices = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    /// <summary>Returns null for a class that code outside of it can't create, and without the hosting package.</summary>
    public static RegistrationSpec? Read(INamedTypeSymbol type, Compilation compilation, List<DiagnosticInfo> diagnostics)
    {
        if (compilation.GetTypeByMetadataName(KnownNames.HostBuilder) is null || type.IsAbstract || !IsReachable(type))
        {
            return null;
        }

        IMethodSymbol[] constructors =
            [.. type.InstanceConstructors.Where(candidate => candidate.DeclaredAccessibility == Accessibility.Public)];
        var chosen = constructors.Length < 2 ? constructors : [.. constructors.Where(IsChosen)];
        if (chosen.Length != 1)
        {
            if (constructors.Length > 1)
            {
                diagnostics.Add(
                    DiagnosticInfo.At(
                        DiagnosticDescriptors.SeveralConstructors,
                        type.Locations[0],
                        type.Name,
                        constructors.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            return null;
        }

        return new RegistrationSpec(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.ScopedHandler),
            chosen[0].Parameters.Select(Argument).Where(argument => argument.Length > 0).ToEquatableArray());
    }

    private static bool IsReachable(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.Arity > 0 || part.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsChosen(IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.ChosenConstructor);

    private static string Argument(IParameterSymbol parameter)
    {
        string name = SyntaxFacts.GetKeywordKind(parameter.Name) != SyntaxKind.None ? "@" + parameter.Name : parameter.Name;
        string type = parameter.Type.WithNullableAnnotation(NullableAnnotation.None)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (parameter.HasExplicitDefaultValue)
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
            null when type == "global::Spectacles.Gateway.GuildDirectory" =>
                $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, builder.Name)",
            null => $"{name}: {Services}.GetRequiredService<{type}>(services)",
            { ConstructorArguments: [{ } value] } =>
                $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, {value.ToCSharpString()})",
            _ => $"{name}: {KeyedServices}.GetRequiredKeyedService<{type}>(services, builder.Name)",
        };
    }
}
