using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class SchemaDiagnosticTests
{
    [Theory]
    [InlineData("""
        {
          "namespace": "MyBot.Events"
          "types": {}                                             ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          "types": { "A": {} },
        }                                                         ⇐ SPG101
        """)]
    [InlineData("""
        {
          "types": { "A: {} }                                     ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          "types": { "A\q": {} }                                  ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          "types": { "A": { "fields": { "a\ud800": "string" } } } ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          "enums": { "A": { "wire": "string", "values": { "B": "\udc00\ud800" } } } ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          // a comment                                            ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
          "types": nil                                            ⇐ SPG101
        }
        """)]
    [InlineData("""
        {
        }
        {                                                         ⇐ SPG101
        """)]
    [InlineData(" ⇐ SPG101")]
    public void SPG101_is_reported_for_a_schema_that_is_not_JSON(string marked) => Verify(marked);

    [Theory]
    [InlineData("01")]
    [InlineData("-")]
    [InlineData("-01")]
    [InlineData("-.5")]
    [InlineData("1.")]
    [InlineData("1.e1")]
    [InlineData("1e")]
    [InlineData("1e+")]
    public void SPG101_is_reported_for_an_invalid_JSON_number(string number) =>
        Verify($$$"""{ "enums": { "A": { "values": { "B": {{{number}}} } } } } ⇐ SPG101""");

    [Theory]
    [InlineData("\\u002")]
    [InlineData("\\u002\0")]
    [InlineData("\\u002g")]
    [InlineData("\\u 02a")]
    [InlineData("\\x20")]
    public void SPG101_is_reported_for_an_invalid_unicode_escape(string escape) =>
        Verify($$$"""{ "types": { "A": { "doc": "{{{escape}}}" } } } ⇐ SPG101""");

    [Fact]
    public void SPG101_is_reported_for_excessive_nesting() => Verify(new string('[', 10_000) + " ⇐ SPG101");

    [Fact]
    public void SPG102_is_reported_for_an_unknown_property()
    {
        var reported = Verify("""
            {
              "event": {},                                        ⇐ SPG102
              "$comment": "is allowed anywhere", "types": {
                "A": {
                  "extend": "B",                                  ⇐ SPG102
                  "fields": { "id": { "type": "snowflake", "dock": "" } }  ⇐ SPG102
                }
              }
            }
            """);
        const string Message = "Unknown property 'event'; expected: namespace, events, types, enums, flags, routes, views";
        Assert.Contains(reported, error => error.GetMessage(null) == Message);
    }

    [Fact]
    public void SPG103_is_reported_for_a_value_of_the_wrong_kind() => Verify("""
        {
          "namespace": 1,                                         ⇐ SPG103
          "events": {
            "A_CREATE": { "intents": "GUILDS" }                   ⇐ SPG103
          },
          "types": {
            "ACreate": {
              "fields": {
                "id": 1,                                          ⇐ SPG103
                "name": {},                                       ⇐ SPG103
                "times": "timestamp[]",                           ⇐ SPG103
                "gone": { "type": "string", "partial": true },    ⇐ SPG103
                "left?": { "type": "boolean", "partial": 1 },     ⇐ SPG103
                "mark": "marker",                                 ⇐ SPG103
                "kept": "?json"                                   ⇐ SPG103
              }
            },
            "B": []                                               ⇐ SPG103
          },
          "enums": {
            "C": { "wire": "text", "values": { "X": 1 } },        ⇐ SPG103
            "D": { "values": { "X": "x", "Y": 1.5 } }             ⇐ SPG103 SPG103
          },
          "flags": {
            "E": { "values": { "X": 64 } }                        ⇐ SPG103
          }
        }
        """);

    [Theory]
    [InlineData("id", "")]
    [InlineData("user.id", "")]
    [InlineData("other", "⇐ SPG103")]
    [InlineData("name", "⇐ SPG103")]
    [InlineData("maybe", "⇐ SPG103")]
    [InlineData("many", "⇐ SPG103")]
    [InlineData("user", "⇐ SPG103")]
    [InlineData("user.name", "⇐ SPG103")]
    [InlineData("users.id", "⇐ SPG103")]
    [InlineData("user.id.id", "⇐ SPG103")]
    public void SPG103_is_reported_for_a_subject_that_is_not_a_required_id(string subject, string mark) => Verify($$"""
        {
          "events": {
            "A_CREATE": { "subject": "{{subject}}" } {{mark}}
          },
          "types": {
            "ACreate": { "fields": { "id": "snowflake", "name": "string", "maybe?": "snowflake", "many": "snowflake[]", "user": "Person", "users": "Person[]" } },
            "Person": { "fields": { "id": "snowflake", "name": "string" } }
          }
        }
        """);

    [Fact]
    public void SPG104_is_reported_for_an_undefined_type()
    {
        var reported = Verify("""
            {
              "events": {
                "MESSAGE_CREATE": {}                              ⇐ SPG104
              },
              "types": {
                "Letter": {
                  "extends": "Leter",                             ⇐ SPG104
                  "fields": {
                    "sender": "?Persn",                           ⇐ SPG104
                    "copies?": { "type": "Copy[]" }               ⇐ SPG104
                  }
                },
                "Person": {}
              }
            }
            """);
        Assert.Contains(reported, diagnostic => diagnostic.GetMessage(null) == "The type 'Persn' is not defined; did you mean 'Person'?");
    }

    [Fact]
    public void SPG105_is_reported_for_a_duplicate_definition() => Verify("""
        {
          "events": {
            "A_CREATE": {},
            "A_DELETE": { "type": "ACreate" }                     ⇐ SPG105
          },
          "types": {
            "ACreate": {
              "extends": "B",
              "fields": {
                "guild_id": "snowflake",
                "guildId": "string",                              ⇐ SPG105
                "name": "string"                                  ⇐ SPG105
              }
            },
            "B": { "fields": { "name": "string" } },
            "B": {},                                              ⇐ SPG105
            "b": {}                                               ⇐ SPG105
          },
          "enums": {
            "ACreate": {},                                        ⇐ SPG105
            "C": { "values": { "ONE_X": 1, "one_x": 2 } }         ⇐ SPG105
          }
        }
        """);

    [Fact]
    public void SPG106_is_reported_for_an_unknown_intent()
    {
        var reported = Verify("""
            {
              "events": {
                "A_CREATE": { "intents": ["GUILDS", "GUILD_MESSAGE"] }     ⇐ SPG106
              },
              "types": {
                "ACreate": {
                  "fields": { "text": { "type": "string", "filledBy": "CONTENT" } }  ⇐ SPG106
                }
              }
            }
            """);
        Assert.Contains(reported, error => error.GetMessage(null) == "There is no intent 'GUILD_MESSAGE'; did you mean 'GUILD_MESSAGES'?");
    }

    [Fact]
    public void SPG107_is_reported_for_a_base_type_that_is_not_an_object_or_forms_a_cycle() => Verify("""
        {
          "types": {
            "A": { "extends": "B" },
            "B": { "extends": "C" },
            "C": { "extends": "A" },                              ⇐ SPG107
            "D": { "extends": "D" },                              ⇐ SPG107
            "E": { "extends": "Kind" },                           ⇐ SPG107
            "F": { "extends": "string" }                          ⇐ SPG107
          },
          "enums": { "Kind": {} }
        }
        """);

    [Fact]
    public void SPG108_is_reported_for_a_name_that_is_not_valid_in_CSharp() => Verify("""
        {
          "namespace": "My Bot",                                  ⇐ SPG108
          "types": {
            "Bad-Name": {},                                       ⇐ SPG108
            "class": {},                                          ⇐ SPG108
            "Snowflake": {},                                      ⇐ SPG108
            "View": {},                                           ⇐ SPG108
            "Emoji": {
              "fields": {
                "emoji": "string",                                ⇐ SPG108
                "0": "string",                                    ⇐ SPG108
                "get_type": "string",                             ⇐ SPG108
                "has_value": "string",                            ⇐ SPG108
                "view": "string",                                 ⇐ SPG108
                "emoji_view": "string",
                "v": { "type": "string", "name": "a b" }          ⇐ SPG108
              }
            }
          },
          "enums": { "Kind": { "values": { "1ST": 1 } } }         ⇐ SPG108
        }
        """);

    [Fact]
    public void SPG109_is_reported_for_objects_that_require_each_other() => Verify("""
        {
          "types": {
            "A": { "fields": { "b": "B" } },                      ⇐ SPG109
            "B": { "fields": { "a?": "A", "c": "C" } },
            "C": { "fields": { "a": "A", "again": "?C", "more": "C[]" } }
          }
        }
        """);

    [Fact]
    public void SPG110_is_reported_for_a_union_whose_members_cannot_be_distinguished() => Verify("""
        {
          "events": { "A_CREATE": { "type": "H" } },
          "types": {
            "A": { "union": "kind" },                             ⇐ SPG110
            "B": { "union": "kind", "fields": { "kind?": "integer" } },   ⇐ SPG110
            "C": { "union": "kind", "fields": { "kind": "boolean" } },    ⇐ SPG110
            "D": {
              "extends": "I",
              "union": "kind",                                    ⇐ SPG110
              "fields": { "kind": "integer" }
            },
            "E": { "union": "kind", "fields": { "kind": "integer" } },
            "F": { "extends": "E" },                              ⇐ SPG110
            "G": { "extends": "E", "is": "text" },                ⇐ SPG103
            "H": { "union": "kind", "fields": { "kind": "string" } },     ⇐ SPG110
            "I": { "is": 1 },                                     ⇐ SPG110
            "J": { "extends": "E", "is": 1 },
            "K": { "extends": "E", "is": 1 },                     ⇐ SPG105
            "L": { "extends": "J", "is": 2 },                     ⇐ SPG110
            "M": { "extends": "E", "is": true },                  ⇐ SPG103 SPG110
            "UnknownE": {}                                        ⇐ SPG105
          }
        }
        """);

    private static IReadOnlyList<Diagnostic> Verify(string marked) => AnnotatedSource.Verify("events.json", marked);
}
