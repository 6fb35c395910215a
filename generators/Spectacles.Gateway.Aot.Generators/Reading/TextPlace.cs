namespace Spectacles.Gateway.Generators;

/// <summary>A place in a file, where diagnostics are reported.</summary>
internal sealed record TextPlace(string Path, TextPosition Position)
{
    public static TextPlace Of(Microsoft.CodeAnalysis.Location location) =>
        new(location.SourceTree?.FilePath ?? "", TextPosition.Of(location));

    public DiagnosticInfo Report(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments) =>
        DiagnosticInfo.At(descriptor, Path, Position, arguments);
}
