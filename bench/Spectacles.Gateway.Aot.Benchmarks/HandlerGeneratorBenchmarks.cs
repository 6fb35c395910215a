using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures the generators after an edit in a user's project, without parsing the changed file.
/// </summary>
public class HandlerGeneratorBenchmarks
{
    private readonly SyntaxTree other = GeneratorProject.Tree(GeneratorProject.Elsewhere);
    private readonly SyntaxTree otherChanged = GeneratorProject.Tree(GeneratorProject.Elsewhere + " ");
    private SyntaxTree handler = null!;
    private SyntaxTree handlerChanged = null!;
    private CSharpCompilation compilation = null!;
    private GeneratorDriver warm = null!;

    [Params(1, 50)]
    public int Handlers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        SyntaxTree[] handlers = [.. Enumerable.Range(0, Handlers).Select(GeneratorProject.Handler)];
        handler = handlers[0];
        handlerChanged = GeneratorProject.Tree(handler.ToString().Replace("{ }", "{ _ = message; }", StringComparison.Ordinal));
        compilation = GeneratorProject.Compilation([other, .. handlers]);
        warm = GeneratorProject.Driver().RunGenerators(compilation);
        if (warm.GetRunResult().GeneratedTrees.Length <= Handlers)
        {
            throw new InvalidOperationException("The generator found no handler.");
        }
    }

    [Benchmark(Baseline = true)]
    public GeneratorDriver Clean() => GeneratorProject.Driver().RunGenerators(compilation.Clone());

    [Benchmark]
    public GeneratorDriver KeystrokeInAHandler() => warm.RunGenerators(compilation.ReplaceSyntaxTree(handler, handlerChanged));

    [Benchmark]
    public GeneratorDriver KeystrokeElsewhere() => warm.RunGenerators(compilation.ReplaceSyntaxTree(other, otherChanged));
}
