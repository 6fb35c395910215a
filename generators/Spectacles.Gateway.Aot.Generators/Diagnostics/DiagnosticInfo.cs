using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>What a <see cref="Diagnostic"/> says, as a value: a real one holds a syntax tree, which a cache must not.</summary>
internal sealed record DiagnosticInfo(string Id, string Path, TextPosition Position, EquatableArray<string> Arguments)
{
    /// <summary>The text that a code fix writes; empty when there is none.</summary>
    public string Fix { get; init; } = "";

    public static DiagnosticInfo At(DiagnosticDescriptor descriptor, string path, TextPosition position, params string[] arguments) =>
        new(descriptor.Id, path, position, new EquatableArray<string>(arguments));

    public static DiagnosticInfo At(DiagnosticDescriptor descriptor, Location location, params string[] arguments) =>
        At(descriptor, location.SourceTree?.FilePath ?? "", TextPosition.Of(location), arguments);

    /// <summary>The diagnostic, in its source file if the compilation has that file: only there does a pragma silence it.</summary>
    public Diagnostic ToDiagnostic(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && tree.Length >= Position.Span.End);
        var location = tree is null ? Location.Create(Path, Position.Span, Position.Lines) : Location.Create(tree, Position.Span);
        return Create(location);
    }

    /// <summary>The diagnostic, in a file that is not source code.</summary>
    public Diagnostic ToDiagnostic() => Create(Location.Create(Path, Position.Span, Position.Lines));

    private Diagnostic Create(Location location) =>
        Diagnostic.Create(DiagnosticDescriptors.ById(Id), location, FixText.Properties(Fix), [.. Arguments]);
}
