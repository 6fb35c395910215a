using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>A user's project: C# files, schemas, and both generators.</summary>
internal sealed class Project(string rootNamespace = "MyBot")
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Spectacles.Gateway.Aot.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorDriver driver = CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator(), new HandlerGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: new ProjectOptions(rootNamespace),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private Compilation compilation = CSharpCompilation.Create(
        "MyBot", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private readonly Dictionary<string, AdditionalText> schemas = [];

    /// <summary>Adds a file, or replaces the one of the same name.</summary>
    public Project With(string path, string text)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            var schema = new InMemoryText(path, text);
            driver = schemas.TryGetValue(path, out AdditionalText? old) ? driver.ReplaceAdditionalText(old, schema) : driver.AddAdditionalTexts([schema]);
            schemas[path] = schema;
            return this;
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, ParseOptions, path);
        SyntaxTree? before = compilation.SyntaxTrees.FirstOrDefault(candidate => candidate.FilePath == path);
        compilation = before is null ? compilation.AddSyntaxTrees(tree) : compilation.ReplaceSyntaxTree(before, tree);
        return this;
    }

    /// <summary>Runs the generators.</summary>
    public GeneratorDriverRunResult Generate(out ImmutableArray<Diagnostic> compilerDiagnostics)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        compilerDiagnostics = output.GetDiagnostics();
        return driver.GetRunResult();
    }

    /// <summary>Runs the generators without looking at what they have written.</summary>
    public GeneratorDriverRunResult Generate()
    {
        driver = driver.RunGenerators(compilation);
        return driver.GetRunResult();
    }

    /// <summary>What the generators report, with what a pragma silences marked as suppressed.</summary>
    public ImmutableArray<Diagnostic> Report()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> diagnostics);
        return diagnostics;
    }
}
