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
        string[] lines = marked.ReplaceLineEndings("\n").Split('\n');
        var expected = lines
            .SelectMany((line, number) => Ids(line).Select(id => $"{id} at line {number + 1}"))
            .Order(StringComparer.Ordinal);
        string text = string.Join('\n', lines.Select(line => line.Split(Marker)[0].TrimEnd()));

        var reported = project.With(path, text).Report().Where(diagnostic => !diagnostic.IsSuppressed).ToList();

        Assert.Equal(expected, reported.Select(Show).Order(StringComparer.Ordinal));
        Assert.All(reported, diagnostic => Assert.Equal(path, diagnostic.Location.GetLineSpan().Path));
        return reported;
    }

    private static string Show(Diagnostic diagnostic) =>
        $"{diagnostic.Id} at line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}";

    private static IEnumerable<string> Ids(string line) =>
        line.Split(Marker)
            .Skip(1)
            .SelectMany(ids => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.StartsWith("SPG", StringComparison.Ordinal));
}
