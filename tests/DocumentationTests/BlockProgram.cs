using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Spectacles.Gateway.Generators;
using Spectacles.Gateway.Tests;

namespace DocumentationTests;

/// <summary>
/// The project in which a block of C# is compiled, with the generators and analyzers. Every project has the namespaces that the SDK
/// imports, and the names of <see cref="Surroundings"/>. Further:
/// <list type="bullet">
/// <item>A block that does not import <c>Spectacles.Gateway</c> has the namespaces of the library.</item>
/// <item>Lines that begin with <c>#:</c>, the directives of a file-based app, are left out.</item>
/// <item>A method alone, with its attributes, is put in a class, and attributes alone on one.</item>
/// <item>A type that it names and another block of the page declares is part of the project.</item>
/// <item>So is each file of <c>samples</c> that the page links and that has a namespace: the others are programs.</item>
/// <item>The blocks of JSON before it that have a namespace are schemas of the project: the last one of each namespace.</item>
/// <item>The project references the hosting package only if the page names it, because the generator emits more then.</item>
/// </list>
/// </summary>
internal sealed partial class BlockProgram
{
    private const string Hosting = "Spectacles.Gateway.Aot.Hosting";

    /// <summary>
    /// CS1701 and CS1702: the SDK ignores them, too. CS8321: an example may declare a function without calling it.
    /// </summary>
    private static readonly string[] Ignored = ["CS1701", "CS1702", "CS8321"];

    /// <summary>The analyzers of the package.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(HandlerGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Tools().IsMatch(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly DocumentationPage page;
    private readonly List<SyntaxTree> trees = [];

    public BlockProgram(DocumentationPage page, CodeBlock block)
    {
        this.page = page;
        var tree = Parse(block);
        trees.Add(tree);
        Add("ImplicitUsings.cs", Surroundings.ImplicitUsings);
        Add("Names.cs", Surroundings.Names);
        if (!ImportsLibrary().IsMatch(block.Text))
        {
            Add("LibraryUsings.cs", Surroundings.LibraryUsings);
        }

        AddTypesOfOtherBlocks(tree);
        foreach (string sample in LinkedSample().Matches(page.Text).Select(link => link.Groups[1].Value).Distinct())
        {
            string text = File.ReadAllText(Repository.PathOf(sample));
            if (SampleNamespace().Match(text) is { Success: true } space)
            {
                Add(sample, text);
                Add(sample + ".Usings.cs", $"global using {space.Groups[1].Value};");
            }
        }

        Schemas =
        [
            .. page.Blocks.TakeWhile(other => other != block)
                .Where(other => other.Language == "json")
                .GroupBy(json => SchemaNamespace().Match(json.Text).Groups[1].Value)
                .Where(schemas => schemas.Key.Length > 0)
                .Select(schemas => new SchemaText($"{schemas.Key}.json", schemas.Last().Text)),
        ];
    }

    private ImmutableArray<AdditionalText> Schemas { get; }

    /// <summary>What compiler, generators and analyzers report for the project.</summary>
    public async Task<ImmutableArray<Diagnostic>> CompileAsync()
    {
        var compilation = Generate(out var ofGenerators);
        var ofAnalyzers = Analyzers.IsEmpty
            ? []
            : await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. compilation.GetDiagnostics().Concat(ofGenerators).Concat(ofAnalyzers)
                .Where(diagnostic => !diagnostic.IsSuppressed && !Ignored.Contains(diagnostic.Id)),
        ];
    }

    public Assembly Load()
    {
        using var image = new MemoryStream();
        Assert.True(Generate(out _).Emit(image).Success);
        return Assembly.Load(image.ToArray());
    }

    private Compilation Generate(out ImmutableArray<Diagnostic> ofGenerators)
    {
        bool isProgram = trees[0].GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var compilation = CSharpCompilation.Create(
            "MyBot",
            trees,
            References.Where(
                reference => UsesHosting().IsMatch(page.Text) || !reference.Display!.EndsWith(Hosting + ".dll", StringComparison.Ordinal)),
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        AdditionalText library = new SchemaText(
            SchemaOptions.LibrarySchema,
            File.ReadAllText(Repository.PathOf("src", "Spectacles.Gateway.Aot", "Events", SchemaOptions.LibrarySchema)));
        CSharpGeneratorDriver.Create(
                [
                    new ContractGenerator().AsSourceGenerator(), new HandlerGenerator().AsSourceGenerator(),
                    new InteractionGenerator().AsSourceGenerator(),
                ],
                Schemas.IsEmpty ? [] : [library, .. Schemas],
                ParseOptions,
                new SchemaOptions())
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out ofGenerators);
        return output;
    }

    /// <summary>The block as a file, with the lines that it has in the page.</summary>
    private static SyntaxTree Parse(CodeBlock block)
    {
        string text = FileDirective().Replace(block.Text, "");
        var tree = CSharpSyntaxTree.ParseText(text, ParseOptions, "Block.cs");
        string? whole = tree.GetCompilationUnitRoot().Members is [IncompleteMemberSyntax] ? text + Surroundings.HandlerOfAnyEvent
            : Member().IsMatch(text) ? $"internal sealed partial class Example {{ {text} }}"
            : null;
        return whole is null ? tree : CSharpSyntaxTree.ParseText(whole, ParseOptions, "Block.cs");
    }

    private static IEnumerable<BaseTypeDeclarationSyntax> TypesOf(SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.OfType<BaseTypeDeclarationSyntax>();

    private void AddTypesOfOtherBlocks(SyntaxTree tree)
    {
        var others = page.Blocks.Where(block => block.Language == "csharp").Select(Parse).ToArray();
        var known = TypesOf(tree).Select(type => type.Identifier.Text).ToHashSet();
        var names = new Queue<string>(NamesIn(tree.GetRoot()));
        while (names.TryDequeue(out string? name))
        {
            var declaration = known.Contains(name)
                ? null
                : others.SelectMany(TypesOf).FirstOrDefault(type => type.Identifier.Text == name);
            if (declaration is not null)
            {
                known.Add(name);
                var usings = declaration.SyntaxTree.GetCompilationUnitRoot().Usings;
                Add(name + ".cs", usings.ToFullString() + declaration.ToFullString());
                foreach (string further in NamesIn(declaration))
                {
                    names.Enqueue(further);
                }
            }
        }
    }

    private static IEnumerable<string> NamesIn(SyntaxNode node) =>
        node.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text);

    private void Add(string path, string text) => trees.Add(CSharpSyntaxTree.ParseText(text, ParseOptions, path));

    [GeneratedRegex(@"^#:.*$", RegexOptions.Multiline)]
    private static partial Regex FileDirective();

    [GeneratedRegex(@"^(\[[^\n]*\n)*(public|private|internal|protected) (?!.*\b(class|record|struct|interface|enum)\b)")]
    private static partial Regex Member();

    [GeneratedRegex(@"^using Spectacles\.Gateway;", RegexOptions.Multiline)]
    private static partial Regex ImportsLibrary();

    [GeneratedRegex("\"namespace\": \"([\\w.]+)\"")]
    private static partial Regex SchemaNamespace();

    [GeneratedRegex(@"\]\((?:\.\./)*(samples/[\w/]+\.cs)\)")]
    private static partial Regex LinkedSample();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex SampleNamespace();

    [GeneratedRegex(@"Spectacles\.Gateway\.Aot\.Hosting|AddSpectaclesGateway")]
    private static partial Regex UsesHosting();

    [GeneratedRegex(@"^(DocumentationTests|Microsoft\.CodeAnalysis|Spectacles\.Gateway\.Aot\.Generators)\b.*\.dll$")]
    private static partial Regex Tools();
}
