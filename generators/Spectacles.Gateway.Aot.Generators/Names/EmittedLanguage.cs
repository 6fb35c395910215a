using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>The version of C# that emitted code is written in: <c>field</c> needs 14, the default of .NET 10.</summary>
internal static class EmittedLanguage
{
    public const LanguageVersion Version = LanguageVersion.CSharp14;

    /// <summary>The version that the project sets, when it is too old for emitted code; otherwise null.</summary>
    public static IncrementalValueProvider<string?> TooOld(IncrementalGeneratorInitializationContext context) =>
        context.ParseOptionsProvider.Select(
            (options, _) => ((CSharpParseOptions)options).LanguageVersion is var version and < Version ? version.ToDisplayString() : null);

    /// <summary>Passes on nothing when the project's version is too old.</summary>
    public static IncrementalValuesProvider<T> ThatCompile<T>(
        this IncrementalValuesProvider<T> specs, IncrementalValueProvider<string?> tooOld) =>
        specs.Combine(tooOld).Where(pair => pair.Right is null).Select((pair, _) => pair.Left);

    public static Diagnostic Report(string version) =>
        Diagnostic.Create(DiagnosticDescriptors.OldLanguage, Location.None, Version.ToDisplayString(), version);
}
