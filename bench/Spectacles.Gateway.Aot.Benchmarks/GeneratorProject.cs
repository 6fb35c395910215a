using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Spectacles.Gateway.Generators;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>The input of the generators: a user's project or the library's schema.</summary>
internal static class GeneratorProject
{
    public const string Elsewhere = "namespace MyBot; public static class Other { public static int X; }";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(
                path =>
                    Path.GetFileName(path) is var name
                        && (name.StartsWith("System", StringComparison.Ordinal) || name == "Spectacles.Gateway.Aot.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A driver that has not run.</summary>
    public static GeneratorDriver Driver(params AdditionalText[] schemas) => CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator(), new HandlerGenerator().AsSourceGenerator()], schemas, ParseOptions, new Options());

    public static AdditionalText LibrarySchema() =>
        new Schema(Path.Combine(Folder(), "../../src/Spectacles.Gateway.Aot/Events/discord-v10.json"));

    public static CSharpCompilation Compilation(params IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(
            "MyBot",
            trees,
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Tree(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    public static SyntaxTree Handler(int number) => Tree(string.Create(CultureInfo.InvariantCulture, $$"""
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyBot;
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Handler{{number}} { public void Handle(MessageCreate message) { } }
        """));

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed class Schema(string path) : AdditionalText
    {
        private readonly SourceText text = SourceText.From(File.ReadAllText(path), Encoding.UTF8);

        public override string Path { get; } = path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        private readonly Option none = new("", "");

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Option("build_property.RootNamespace", "MyBot");

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => none;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Option("build_metadata.AdditionalFiles.SpectaclesItem", "GatewaySchema");
    }

    private sealed class Option(string key, string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string name, [NotNullWhen(true)] out string? found)
        {
            found = name == key ? value : null;
            return found is not null;
        }
    }
}
