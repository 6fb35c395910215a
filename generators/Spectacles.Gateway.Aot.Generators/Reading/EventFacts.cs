using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>What a compilation knows of the events: it reads the attributes on the models, never a schema.</summary>
internal sealed class EventFacts
{
    public EventFacts(Compilation compilation)
    {
        Compilation = compilation;
        IFieldSymbol[] fields =
        [
            .. (compilation.GetTypeByMetadataName(KnownNames.Intents)?.GetMembers() ?? [])
                .OfType<IFieldSymbol>()
                .Where(field => field.ConstantValue is long),
        ];
        Intents = new IntentTable(
            fields
                .Select(field => new IntentBit(field.Name, (long)field.ConstantValue!))
                .Where(bit => bit.Value != 0 && (bit.Value & (bit.Value - 1)) == 0)
                .ToEquatableArray(),
            (long)(fields.FirstOrDefault(field => field.Name == KnownNames.PrivilegedIntents)?.ConstantValue ?? 0L));
    }

    public Compilation Compilation { get; }

    public IntentTable Intents { get; }

    /// <summary>The model of an event, by the rule that makes its name from the event's.</summary>
    public INamedTypeSymbol? FindModel(string eventName) =>
        Compilation.GetTypeByMetadataName($"{KnownNames.Events}.{Naming.ToPascalCase(eventName)}") is { } model
        && EventOf(model, out _) == eventName ? model : null;

    /// <summary>The event whose model a type is, and the intents that deliver it. Null when it is none.</summary>
    public static string? EventOf(ITypeSymbol type, out long deliveredBy)
    {
        deliveredBy = 0;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == KnownNames.EventModelAttribute
                && attribute.ConstructorArguments is [{ Value: string name }, { Value: long delivered }])
            {
                deliveredBy = delivered;
                return name;
            }
        }

        return null;
    }

    /// <summary>The model over whose JSON a type is a view: the class that it is nested in. Null when it is none.</summary>
    public static INamedTypeSymbol? ModelOfView(ITypeSymbol type) =>
        type.Name == KnownNames.View
        && type.AllInterfaces.Any(
            face =>
                face.MetadataName == KnownNames.ViewInterface
                    && face.ContainingNamespace.ToDisplayString() == KnownNames.ViewInterfaceNamespace)
            ? type.ContainingType
            : null;

    /// <summary>Every event that has a model. Walks a namespace: for messages about errors only.</summary>
    public IEnumerable<string> EventNames()
    {
        var scope = Compilation.GlobalNamespace;
        foreach (string part in KnownNames.Events.Split('.'))
        {
            scope = scope?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return scope is null
            ? []
            : scope.GetTypeMembers().Select(type => EventOf(type, out _)).Where(name => name is not null).Select(name => name!);
    }
}
