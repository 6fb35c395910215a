using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Where an error in a schema is shown, and what is emitted in spite of it.</summary>
public sealed class SchemaErrorTests
{
    [Fact]
    public void Schema_error_is_reported_at_its_column()
    {
        var reported = Assert.Single(AnnotatedSource.Verify("events.json", """
            { "types": { "A": { "fields": { "id": "snowfake" } } } }     ⇐ SPG104
            """));
        var span = reported.Location.GetLineSpan();
        Assert.Equal(("events.json", 38, 48), (span.Path, span.StartLinePosition.Character, span.EndLinePosition.Character));
    }

    [Fact]
    public void Valid_parts_of_a_schema_with_an_error_are_emitted()
    {
        var result = new Project()
            .With("events.json", """{ "types": { "A": { "fields": { "id": "snowfake", "name": "string" } } } }""")
            .Generate(out var compilerDiagnostics);
        Assert.Contains(
            "public required string Name",
            result.Results[0].GeneratedSources.Single(source => source.HintName == "MyBot.Events.A.g.cs").SourceText.ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(compilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
