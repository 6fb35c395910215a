using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>A text whose lines say which diagnostics they expect: everything after ⇐ is taken away before anybody reads the text.</summary>
internal static class AnnotatedSource
{
    private const char Marker = '⇐';

    /// <summary>Runs the generators over a marked text and compares what they report, by id and line.</summary>
    public static IReadOnlyList<Diagnostic> Verify(string path, string marked) => Verify(path, new Project(), marked);

    /// <summary>The same in a project that has other files.</summary>
    public static IReadOnlyList<Diagnostic> Verify(string path, Project project, string marked)
    {
        var reported = project.With(path, TextOf(marked)).Report().Where(diagnostic => !diagnostic.IsSuppressed).ToList();
        Compare(path, marked, reported);
        return reported;
    }

    /// <summary>Runs compiler, generators and analyzers over a marked program, and compares what all of them report.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> VerifyAllAsync(
        string path, string marked, OutputKind kind = OutputKind.ConsoleApplication, Project? project = null)
    {
        var reported = await (project ?? new Project()).With(path, TextOf(marked)).AnalyzeAsync(kind);
        Compare(path, marked, reported);
        return reported;
    }

    private static string TextOf(string marked) => string.Join('\n', Lines(marked).Select(line => line.Split(Marker)[0].TrimEnd()));

    private static string[] Lines(string marked) => marked.ReplaceLineEndings("\n").Split('\n');

    private static void Compare(string path, string marked, IReadOnlyList<Diagnostic> reported)
    {
        var expected = Lines(marked)
            .SelectMany((line, number) => Ids(line).Select(id => $"{id} at line {number + 1}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, reported.Select(Show).Order(StringComparer.Ordinal));
        Assert.All(reported, diagnostic => Assert.Equal(path, diagnostic.Location.GetLineSpan().Path));
    }

    private static string Show(Diagnostic diagnostic) =>
        $"{diagnostic.Id} at line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}";

    private static IEnumerable<string> Ids(string line) =>
        line.Split(Marker)
            .Skip(1)
            .SelectMany(ids => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.StartsWith("SPG", StringComparison.Ordinal));
}
