using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// One folder per case: what a user writes (input.cs, input.json, texts/*.json) beside what is written for it. UPDATE_SNAPSHOTS=1 rewrites
/// the latter, to be read like any other change. Folders without an input are records of <see cref="ContractTests"/>.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly string Folder = Path.Combine(Repository.Tests, "Snapshots");
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static TheoryData<string> Cases => new(Directory.GetDirectories(Folder)
        .Where(folder => Directory.EnumerateFiles(folder, "input.*").Any())
        .Select(folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generated_code_matches_the_snapshot(string name)
    {
        string folder = Path.Combine(Folder, name);
        var result = Open(folder).Generate(out var compilerDiagnostics);
        var written = result.Results.SelectMany(generator => generator.GeneratedSources)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

        Assert.DoesNotContain(
            compilerDiagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingDoc(diagnostic));
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        if (Rewrites)
        {
            Array.ForEach(Directory.GetFiles(folder, "*.g.cs"), File.Delete);
            foreach ((string hintName, string text) in written)
            {
                File.WriteAllText(Path.Combine(folder, hintName), text);
            }
        }

        var expected = Directory.GetFiles(folder, "*.g.cs").ToDictionary(
            path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), written.Keys.Order(StringComparer.Ordinal));
        Assert.All(written, source => Assert.Equal(expected[source.Key].ReplaceLineEndings("\n"), source.Value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generated_code_is_deterministic(string name)
    {
        string folder = Path.Combine(Folder, name);
        string[] first = [.. Sources(Open(folder).Generate())];
        string[] second = [.. Sources(Open(folder).Generate())];
        Assert.Equal(first, second);
    }

    private static Project Open(string folder)
    {
        // The case with routes is the package of REST itself: it defines the client.
        var project = Path.GetFileName(folder) == "SchemaWithRoutes"
            ? new Project().WithoutReference("Spectacles.Gateway.Aot.Rest")
            : new Project();
        foreach (string input in Directory.GetFiles(folder, "input.*"))
        {
            project.With(Path.GetFileName(input), File.ReadAllText(input));
        }

        string texts = Path.Combine(folder, Project.Texts);
        foreach (string file in Directory.Exists(texts) ? Directory.GetFiles(texts) : [])
        {
            project.With($"{Project.Texts}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        return project;
    }

    private static IEnumerable<string> Sources(GeneratorDriverRunResult result) =>
        result.Results.SelectMany(generator => generator.GeneratedSources).Select(source => source.SourceText.ToString());

    // The input's own: whatever is written has documentation.
    private static bool IsMissingDoc(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath == "input.cs";
}
