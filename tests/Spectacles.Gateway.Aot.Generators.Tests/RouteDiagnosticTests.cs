using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What is reported for the routes of a schema.</summary>
public sealed class RouteDiagnosticTests
{
    private const string Client = "namespace Spectacles.Gateway.Rest; public sealed partial class BotRest;";

    [Fact]
    public void SPG111_is_reported_for_routes_in_a_project_without_a_client() => AnnotatedSource.Verify("routes.json", new Project(), """
        {
          "namespace": "Spectacles.Gateway.Rest",
          "routes": {
            "GetLetter": { "method": "GET", "path": "/letters/{letter_id}" },     ⇐ SPG111
            "GetBox": { "method": "GET", "path": "/boxes" }
          }
        }
        """);

    [Fact]
    public void SPG111_is_reported_for_routes_in_another_namespace_than_the_client() => Verify("""
        {
          "namespace": "MyBot.Rest",
          "routes": {
            "GetLetter": { "method": "GET", "path": "/letters/{letter_id}" }      ⇐ SPG111
          }
        }
        """);

    [Fact]
    public void Bodies_of_routes_without_a_client_compile()
    {
        new Project()
            .With("routes.json", """
                {
                  "types": { "Letter": { "fields": { "text": "string" } } },
                  "routes": { "CreateLetter": { "method": "POST", "path": "/letters", "body": "Letter", "query": { "wait": "boolean" } } }
                }
                """)
            .Generate(out var compilerDiagnostics);
        Assert.DoesNotContain(compilerDiagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void SPG112_is_reported_for_a_parameter_that_the_path_lacks()
    {
        var reported = Verify("""
            {
              "namespace": "Spectacles.Gateway.Rest",
              "routes": {
                "GetLetter": {
                  "method": "GET",
                  "path": "/letters/{letter_id}",
                  "parameters": { "token": "string" },                            ⇐ SPG112
                  "major": "box_id"                                               ⇐ SPG112
                }
              }
            }
            """);
        Assert.Contains(reported, error => error.GetMessage(null) == "The path '/letters/{letter_id}' has no parameter 'box_id'");
    }

    [Fact]
    public void SPG102_is_reported_for_an_unknown_property_of_a_route() => Verify("""
        {
          "namespace": "Spectacles.Gateway.Rest",
          "routes": {
            "GetLetter": {
              "method": "GET",
              "path": "/letters/{code}",
              "verb": "GET",                                                      ⇐ SPG102
              "parameters": { "code": { "type": "string", "filledBy": "GUILDS" } }, ⇐ SPG102
              "query": { "old?": { "type": "boolean", "partial": true } }         ⇐ SPG102
            }
          }
        }
        """);

    [Fact]
    public void SPG103_is_reported_for_a_value_of_the_wrong_kind() => Verify("""
        {
          "namespace": "Spectacles.Gateway.Rest",
          "views": 1,                                                             ⇐ SPG103
          "types": { "Letter": { "fields": { "kind": "Kind" } }, "Sum": { "union": "kind", "fields": { "kind": "integer" } } },
          "enums": { "Kind": { "values": { "ONE": 1 } } },
          "routes": {
            "GetA": "GET /a",                                                     ⇐ SPG103
            "GetB": { "path": "/b" },                                             ⇐ SPG103
            "GetC": { "method": "GET" },                                          ⇐ SPG103
            "GetD": { "method": "get", "path": "/d" },                            ⇐ SPG103
            "GetE": { "method": "GET", "path": "e" },                             ⇐ SPG103
            "GetF": { "method": "GET", "path": "/f/{F}" },                        ⇐ SPG103
            "GetG": { "method": "GET", "path": "/g?x=1" },                        ⇐ SPG103
            "GetH": {
              "method": "GET", "path": "/h/{code}/{box_id}",
              "parameters": { "code": "boolean" },                                ⇐ SPG103
              "traits": ["quick"],                                                ⇐ SPG103
              "body": "Kind",                                                     ⇐ SPG103
              "returns": "string"                                                 ⇐ SPG103
            },
            "GetI": {
              "method": "GET", "path": "/i/{code}", "parameters": { "code": "string" },
              "major": "code",                                                    ⇐ SPG103
              "body": "map<Letter>",                                              ⇐ SPG103
              "returns": "?Letter"                                                ⇐ SPG103
            },
            "GetJ": { "method": "GET", "path": "/j",
              "body": "?Letter[]",                                                ⇐ SPG103
              "returns": "Letter[]", "optionalReturn": true                       ⇐ SPG103
            },
            "GetK": { "method": "GET", "path": "/k",
              "body": "Sum",                                                      ⇐ SPG103
              "returns": "map<Kind, Letter>",                                     ⇐ SPG103
              "query": {
                "a?": "Letter",                                                   ⇐ SPG103
                "b?": "Kind[]",                                                   ⇐ SPG103
                "c": "?string",                                                   ⇐ SPG103
                "d?": "double",                                                   ⇐ SPG103
                "e?": "map<snowflake>"                                            ⇐ SPG103
              }
            }
          }
        }
        """);

    [Fact]
    public void SPG104_is_reported_for_a_body_or_an_answer_of_an_unknown_type()
    {
        var reported = Verify("""
            {
              "namespace": "Spectacles.Gateway.Rest",
              "types": { "Letter": {} },
              "routes": {
                "GetLetter": {
                  "method": "GET",
                  "path": "/letters",
                  "body": "Leter",                                                ⇐ SPG104
                  "returns": "Box[]",                                             ⇐ SPG104
                  "query": { "kind?": "Kind" }                                    ⇐ SPG104
                }
              }
            }
            """);
        Assert.Contains(reported, error => error.GetMessage(null) == "The type 'Leter' is not defined; did you mean 'Letter'?");
    }

    [Fact]
    public void SPG105_is_reported_for_a_route_that_is_there_twice()
    {
        var reported = Verify("""
            {
              "namespace": "Spectacles.Gateway.Rest",
              "types": { "Letter": {}, "Card": {}, "GetBoxQuery": {} },
              "routes": {
                "GetLetter": { "method": "GET", "path": "/letters" },
                "GetLetter": { "method": "GET", "path": "/other" },               ⇐ SPG105
                "getletter": { "method": "GET", "path": "/letter" },              ⇐ SPG105
                "ListLetters": {
                  "method": "GET",
                  "path": "/letters"                                              ⇐ SPG105
                },
                "GetBox": { "method": "GET", "path": "/boxes", "query": { "a?": "string" } },     ⇐ SPG105
                "GetTwo": {
                  "method": "GET",
                  "path": "/two/{box_id}/{box_id}",                               ⇐ SPG105
                  "query": { "max_id?": "string", "maxId?": "string" }            ⇐ SPG105
                },
                "GetReason": { "method": "GET", "path": "/{reason}" },            ⇐ SPG105
                "SendLetter": { "method": "POST", "path": "/letters", "body": "Letter" },
                "SendCard": { "method": "POST", "path": "/letters", "body": "Card" }
              }
            }
            """);
        Assert.Contains(reported, error => error.GetMessage(null) == "'GET /letters' is already the route GetLetter");
    }

    [Fact]
    public void SPG108_is_reported_for_a_route_whose_name_is_not_valid() => Verify("""
        {
          "namespace": "Spectacles.Gateway.Rest",
          "routes": { "Get-Letter": { "method": "GET", "path": "/letters" } }     ⇐ SPG108
        }
        """);

    private static IReadOnlyList<Diagnostic> Verify(string marked) =>
        AnnotatedSource.Verify("routes.json", new Project().With("BotRest.cs", Client), marked);
}
