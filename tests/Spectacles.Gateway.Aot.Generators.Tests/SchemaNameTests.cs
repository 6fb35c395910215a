using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Names of a schema that meet each other, or those of what is written for it.</summary>
public sealed class SchemaNameTests
{
    [Fact]
    public void Two_schemas_can_define_types_of_the_same_name()
    {
        var result = new Project()
            .With("a.json", """{ "namespace": "MyBot.A", "types": { "Letter": {} } }""")
            .With("b.json", """{ "namespace": "MyBot.B", "types": { "Letter": {} } }""")
            .Generate(out var compilerDiagnostics);
        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(compilerDiagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal(6, result.GeneratedTrees.Count(tree => tree.ToString().Contains("namespace MyBot.", StringComparison.Ordinal)));
    }

    [Fact]
    public void SPG105_is_reported_for_a_namespace_used_by_two_schemas()
    {
        var reported = Assert.Single(new Project()
            .With("b.json", "{\n \"namespace\": \"MyBot.A\", \"types\": { \"Letter\": {} } }")
            .With("a.json", """{ "namespace": "MyBot.A", "types": { "Parcel": {} } }""")
            .Report());
        Assert.Equal(
            ("SPG105", "b.json", 1),
            (reported.Id, reported.Location.GetLineSpan().Path, reported.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal("'MyBot.A' is already the namespace of a.json: each schema needs its own", reported.GetMessage(null));
    }

    [Theory]
    [InlineData("MyBot.A", "mybot.a", "mybot.a")]
    [InlineData("not a name", "nor this", "MyBot.Events")]
    public void SPG105_is_reported_for_namespaces_that_differ_only_in_case(string first, string second, string name)
    {
        var reported = new Project()
            .With("a.json", $$"""{ "namespace": "{{first}}", "types": { "Letter": {} } }""")
            .With("b.json", $$"""{ "namespace": "{{second}}", "types": { "Letter": {} } }""")
            .Report();
        var taken = Assert.Single(reported, diagnostic => diagnostic.Id == "SPG105");
        Assert.Equal($"'{name}' is already the namespace of a.json: each schema needs its own", taken.GetMessage(null));
    }

    [Fact]
    public void SPG105_is_reported_for_a_repeated_field_name() => Verify("""
        {
          "types": {
            "Person": {
              "fields": {
                "nick": "string",
                "nick?": { "type": "string", "name": "Other" }     ⇐ SPG105
              }
            },
            "Member": {
              "extends": "Person",
              "fields": {
                "nick": { "type": "string", "name": "NickHere" }  ⇐ SPG105
              }
            }
          }
        }
        """);

    [Fact]
    public void SPG105_and_SPG108_are_reported_for_names_that_emitted_code_uses() => Verify("""
        {
          "types": {
            "gatewayjsoncontext": {},                             ⇐ SPG105
            "Options": {},                                        ⇐ SPG108
            "WriteFields": { "union": "kind", "fields": { "kind": "integer" } },   ⇐ SPG108
            "Default": {}                                         ⇐ SPG108
          },
          "enums": {
            "Colour": {
              "wire": "string",
              "values": {
                "PRINT_MEMBERS": "print",                         ⇐ SPG108
                "GET_TYPE": "type"                                ⇐ SPG108
              }
            },
            "Value": { "wire": "string" }                         ⇐ SPG108
          }
        }
        """);

    [Fact]
    public void SPG108_is_reported_in_unions_for_names_that_only_their_views_use() => Verify("""
        {
          "types": {
            "Gift": {
              "union": "kind",
              "fields": {
                "kind": "integer",
                "json": "json",                                   ⇐ SPG108
                "try_get": "integer"                              ⇐ SPG108
              }
            },
            "BookGift": { "extends": "Gift", "is": 1, "fields": { "json": "json", "try_get": "integer" } }
          }
        }
        """);

    private static IReadOnlyList<Diagnostic> Verify(string marked) => AnnotatedSource.Verify("events.json", marked);
}
