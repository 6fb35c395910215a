using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What a compilation knows of the events: it reads the attributes on the models, never a schema.</summary>
internal sealed class EventFacts
{
    private readonly Compilation compilation;
    private readonly INamedTypeSymbol? intents;

    public EventFacts(Compilation compilation)
    {
        this.compilation = compilation;
        intents = compilation.GetTypeByMetadataName(KnownNames.Intents);
        Privileged = intents?.GetMembers(KnownNames.PrivilegedIntents).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is long value ? value : 0;
    }

    public long Privileged { get; }

    /// <summary>The model of an event, by the rule that makes its name from the event's.</summary>
    public INamedTypeSymbol? FindModel(string eventName) =>
        compilation.GetTypeByMetadataName($"{KnownNames.Events}.{Naming.ToPascalCase(eventName)}") is { } model
        && EventOf(model, out _) == eventName ? model : null;

    /// <summary>The event whose model a type is, and the intents that deliver it. Null when it is none.</summary>
    public static string? EventOf(ITypeSymbol type, out long deliveredBy)
    {
        deliveredBy = 0;
        foreach (AttributeData attribute in type.GetAttributes())
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

    /// <summary>The model over whose JSON a type is a view, by the rule that makes the view's name from the model's. Null when it is none.</summary>
    public static INamedTypeSymbol? ModelOfView(ITypeSymbol type) =>
        type.Name.EndsWith(KnownNames.ViewSuffix, StringComparison.Ordinal)
        && type.AllInterfaces.Any(face => face.MetadataName == KnownNames.ViewInterface && face.ContainingNamespace.ToDisplayString() == KnownNames.ViewInterfaceNamespace)
            ? type.ContainingNamespace.GetTypeMembers(type.Name.Substring(0, type.Name.Length - KnownNames.ViewSuffix.Length)).FirstOrDefault()
            : null;

    /// <summary>Every event that has a model. Walks a namespace: for messages about errors only.</summary>
    public IEnumerable<string> EventNames()
    {
        INamespaceSymbol? scope = compilation.GlobalNamespace;
        foreach (string part in KnownNames.Events.Split('.'))
        {
            scope = scope?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
        }

        return scope is null ? [] : scope.GetTypeMembers().Select(type => EventOf(type, out _)).Where(name => name is not null).Select(name => name!);
    }

    /// <summary>Intents as C#: <c>GatewayIntents.Guilds | GatewayIntents.GuildMembers</c>, single bits in their order.</summary>
    public string ToSource(long value, string type)
    {
        string[] names = [.. SingleBits().Where(bit => (value & bit.Value) != 0).Select(bit => $"{type}.{bit.Name}")];
        long unknown = value & ~SingleBits().Aggregate(0L, (all, bit) => all | bit.Value);
        return unknown != 0 ? $"({type}){value}" : names.Length == 0 ? $"{type}.None" : string.Join(" | ", names);
    }

    /// <summary>The intents' names, for a message.</summary>
    public string ToText(long value) => string.Join(", ", SingleBits().Where(bit => (value & bit.Value) != 0).Select(bit => bit.Name));

    private IEnumerable<(string Name, long Value)> SingleBits() => (intents?.GetMembers() ?? [])
        .OfType<IFieldSymbol>()
        .Where(field => field.ConstantValue is long value && value != 0 && (value & (value - 1)) == 0)
        .Select(field => (field.Name, (long)field.ConstantValue!));
}
