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

    [Fact]
    public void Key_of_a_map_that_is_not_an_enum_of_numbers_is_reported()
    {
        var reported = AnnotatedSource.Verify("events.json", """
            {
              "types": {
                "Letter": {
                  "fields": {
                    "by_place": "map<Plce, snowflake>",           ⇐ SPG104
                    "by_nothing": "map<,snowflake>",              ⇐ SPG104
                    "by_letter": "map<Letter, snowflake>",        ⇐ SPG103
                    "by_id": "map<snowflake, Letter>",            ⇐ SPG103
                    "by_word": "map<Word, Letter>",               ⇐ SPG103
                    "by_mark": "map<Marks, Letter>",              ⇐ SPG103
                    "times": "map<Place, timestamp>"              ⇐ SPG103
                  }
                }
              },
              "enums": { "Place": { "values": { "HOME": 0 } }, "Word": { "wire": "string", "values": { "YES": "yes" } } },
              "flags": { "Marks": { "values": { "OLD": 0 } } }
            }
            """);
        Assert.Equal(
            [
                "The type 'Plce' is not defined; did you mean 'Place'?",
                "The type '' is not defined",
                "'by_letter' must be map<T>, whose keys are snowflakes, or map<K, T> with an enum of numbers as K",
            ],
            reported.Take(3).Select(diagnostic => diagnostic.GetMessage(null)));
    }
}
