namespace Spectacles.Gateway.Generators;

/// <summary>A class that reads and writes one JSON object, and the view over such an object.</summary>
internal sealed record ModelSpec
{
    public required string HintName { get; init; }

    public required string ViewHintName { get; init; }

    /// <summary>Whether it can be read: what routes only send is only written.</summary>
    public required bool HasReader { get; init; }

    /// <summary>The routes that have it as their body, by their names.</summary>
    public required EquatableArray<string> BodyOf { get; init; }

    /// <summary>Whether there is a view over such an object.</summary>
    public required bool HasView { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>The class that it derives from; empty when none.</summary>
    public required string BaseName { get; init; }

    public required bool IsSealed { get; init; }

    /// <summary>The event whose payload it is; empty when none.</summary>
    public required string EventName { get; init; }

    /// <summary>The intents that deliver the event, by their C# names.</summary>
    public required EquatableArray<string> Intents { get; init; }

    /// <summary>The field with the id that the event is about, as the schema names it; empty when none.</summary>
    public required string Subject { get; init; }

    public required string Doc { get; init; }

    public required string Link { get; init; }

    /// <summary>The fields that the class declares.</summary>
    public required EquatableArray<FieldSpec> Fields { get; init; }

    /// <summary>The fields of its bases, outermost first. One pass reads them all.</summary>
    public required EquatableArray<FieldSpec> InheritedFields { get; init; }

    /// <summary>What it takes to tell its members apart, when it is a union.</summary>
    public UnionSpec? Union { get; init; }

    /// <summary>The union that it is a member of, and by which value.</summary>
    public UnionTagSpec? Tag { get; init; }

    public bool IsBody => BodyOf.Count > 0;

    public bool IsEvent => EventName.Length > 0;
}
