using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures the generator on the library's schema: a clean build of its 500 files.</summary>
public class SchemaGeneratorBenchmarks
{
    private readonly CSharpCompilation compilation = GeneratorProject.Compilation();
    private readonly AdditionalText schema = GeneratorProject.LibrarySchema();

    [Benchmark]
    public int Clean()
    {
        int files = GeneratorProject.Driver(schema).RunGenerators(compilation).GetRunResult().GeneratedTrees.Length;
        return files > 100 ? files : throw new InvalidOperationException($"The schema gave {files} files.");
    }
}
