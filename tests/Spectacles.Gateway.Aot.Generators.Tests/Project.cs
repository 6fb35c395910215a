using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>A user's project: C# files, schemas, and the generators.</summary>
internal sealed class Project(string rootNamespace = "MyBot")
{
    public const string LibrarySchema = "discord-v10.json";

    /// <summary>The folder of files with texts of commands.</summary>
    public const string Texts = "texts";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Spectacles.Gateway.Aot.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorDriver driver = CSharpGeneratorDriver.Create(
        [
            new ContractGenerator().AsSourceGenerator(),
            new HandlerGenerator().AsSourceGenerator(),
            new InteractionGenerator().AsSourceGenerator(),
        ],
        parseOptions: ParseOptions,
        optionsProvider: new ProjectOptions(rootNamespace),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private Compilation compilation = CSharpCompilation.Create(
        "MyBot", [], References, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private readonly Dictionary<string, AdditionalText> schemas = [];

    /// <summary>Adds a file, or replaces the one of the same name.</summary>
    public Project With(string path, string text)
    {
        if (path.EndsWith(".json", StringComparison.Ordinal))
        {
            return With(new InMemoryText(path, text));
        }

        var tree = CSharpSyntaxTree.ParseText(text, ParseOptions, path);
        var before = compilation.SyntaxTrees.FirstOrDefault(candidate => candidate.FilePath == path);
        compilation = before is null ? compilation.AddSyntaxTrees(tree) : compilation.ReplaceSyntaxTree(before, tree);
        return this;
    }

    /// <summary>Adds a schema, or replaces the one of the same name.</summary>
    public Project With(AdditionalText schema)
    {
        driver = schemas.TryGetValue(schema.Path, out var old)
            ? driver.ReplaceAdditionalText(old, schema)
            : driver.AddAdditionalTexts([schema]);
        schemas[schema.Path] = schema;
        return this;
    }

    /// <summary>Refers to an assembly no more.</summary>
    public Project WithoutReference(string assembly)
    {
        compilation = compilation.RemoveReferences(
            References.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) == assembly));
        return this;
    }

    /// <summary>Gives its assembly another name.</summary>
    public Project Named(string assembly)
    {
        compilation = compilation.WithAssemblyName(assembly);
        return this;
    }

    /// <summary>Compiles it as another version of C#, as LangVersion does. Its files are parsed again.</summary>
    public Project WithLanguage(LanguageVersion version)
    {
        var options = ParseOptions.WithLanguageVersion(version);
        driver = driver.WithUpdatedParseOptions(options);
        compilation = compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), options)));
        return this;
    }

    /// <summary>Refers to another assembly.</summary>
    public Project WithReference(byte[] image)
    {
        compilation = compilation.AddReferences(MetadataReference.CreateFromImage(image));
        return this;
    }

    /// <summary>Adds the library's schema, as the package does for a project with one of its own.</summary>
    public Project WithLibrarySchema() =>
        With(LibrarySchema, File.ReadAllText(Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", LibrarySchema)));

    /// <summary>Runs the generators.</summary>
    public GeneratorDriverRunResult Generate(out ImmutableArray<Diagnostic> compilerDiagnostics)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        compilerDiagnostics = output.GetDiagnostics();
        return driver.GetRunResult();
    }

    /// <summary>Runs the generators without looking at what they have written.</summary>
    public GeneratorDriverRunResult Generate()
    {
        driver = driver.RunGenerators(compilation);
        return driver.GetRunResult();
    }

    /// <summary>Runs the generators, and the result.</summary>
    public Assembly Load() => Assembly.Load(Build());

    /// <summary>Runs the generators, and compiles the result.</summary>
    /// <param name="edit">What to change in each file that they write; null for nothing.</param>
    public byte[] Build(Func<string, string>? edit = null)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        foreach (var tree in edit is null ? [] : driver.GetRunResult().GeneratedTrees)
        {
            output = output.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(edit!(tree.ToString()), Encoding.UTF8)));
        }

        return Emit(output);
    }

    /// <summary>Compiles the project without the generators.</summary>
    public byte[] BuildAsItIs() => Emit(compilation);

    private static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return image.ToArray();
    }

    /// <summary>What the generators report, with what a pragma silences marked as suppressed.</summary>
    public ImmutableArray<Diagnostic> Report()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out var diagnostics);
        return diagnostics;
    }

    /// <summary>What compiler, generators and analyzers report for the project, without what a pragma silences.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(OutputKind kind = OutputKind.ConsoleApplication)
    {
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(kind));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var ofGenerators);
        var ofAnalyzers = await output.WithAnalyzers([new HandlerAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. output.GetDiagnostics().Where(diagnostic => diagnostic is { Severity: >= DiagnosticSeverity.Warning, Id: not "CS1591" })
                .Concat(ofGenerators)
                .Concat(ofAnalyzers)
                .Where(diagnostic => !diagnostic.IsSuppressed),
        ];
    }

    /// <summary>Everything that is written, after compiler and generators have found no fault with it.</summary>
    /// <param name="isOfInput">Which warnings are not of what is written.</param>
    public string Compile(Func<Diagnostic, bool> isOfInput)
    {
        var result = Generate(out var compilerDiagnostics);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.DoesNotContain(
            compilerDiagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !isOfInput(diagnostic));
        Assert.All(result.Results, generator => Assert.Null(generator.Exception));
        Assert.NotEmpty(result.GeneratedTrees);
        return string.Concat(result.GeneratedTrees.Select(tree => tree.ToString()));
    }
}
