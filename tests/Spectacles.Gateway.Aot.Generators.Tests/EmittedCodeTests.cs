using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Whatever a generator accepts, it writes code for that compiles without a warning and does what was asked for.</summary>
public sealed class EmittedCodeTests
{
    private const string Usings = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyBot;

        """;

    private const string PingPong = """
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class PingPong { public void Handle(MessageCreate message) { } }
        """;

    [Theory]
    [InlineData("my-bot", "my_bot")]
    [InlineData("My.class", "My.@class")]
    [InlineData("2bots", "_2bots")]
    public void A_project_may_have_any_name(string name, string expected) =>
        Assert.Contains(
            $"namespace {expected};", Compile(new Project(name).With("Handler.cs", Usings + PingPong)), StringComparison.Ordinal);

    [Fact]
    public void A_type_of_the_user_hides_none_of_the_contexts() =>
        Compile(Usings + PingPong + "public enum Type { A } public enum JsonTypeInfo { A } public enum JsonSerializerOptions { A }");

    [Fact]
    public void The_method_with_the_attribute_is_called_and_no_overload() => Assert.Contains(
        "this.OnMessage((global::Spectacles.Gateway.Events.Message)dispatch.Model<global::Spectacles.Gateway.Events.MessageCreate>())",
        Compile(Usings + """
            public sealed partial class PingPong
            {
                [GatewayEvent("MESSAGE_CREATE")]
                public void OnMessage(Message message) { }

                public void OnMessage(MessageCreate message) { }
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Classes_whose_files_would_have_one_name_have_two() => Compile(Usings + """
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Ping { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class PING { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Foo<T> { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Foo_1 { public void Handle(MessageCreate message) { } }
        """);

    [Fact]
    public void A_handler_may_be_named_as_the_locals_and_be_obsolete_or_nullable() => Compile(Usings + """
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class PingPong
        {
            public Task? Handle(MessageCreate message) => null;

            [GatewayEvent("MESSAGE_DELETE")]
            public static void shard(MessageDelete message) { }

            [GatewayEvent("MESSAGE_DELETE")]
            public static void dispatch(in Dispatch message) { }

            [GatewayEvent("MESSAGE_DELETE")]
            public static void method(Shard other) { }

            [GatewayEvent("MESSAGE_UPDATE"), System.Obsolete]
            public void Old() { }

            [GatewayEvent("MESSAGE_UPDATE"), System.Obsolete("Not this one.")]
            public void Older() { }
        }
        """);

    [Theory]
    [InlineData("System.Obsolete")]
    [InlineData("System.Obsolete(\"Not this one.\")")]
    [InlineData("System.Obsolete(\"Not this one.\", true)")]
    [InlineData("System.Diagnostics.CodeAnalysis.Experimental(\"BOT001\")")]
    public void A_handler_its_methods_and_what_it_is_nested_in_may_be_discouraged(string attribute) => Compile(Usings + $$"""
        [GatewayEvent("MESSAGE_CREATE"), {{attribute}}]
        public sealed partial class PingPong { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Other { [{{attribute}}] public void Handle(MessageCreate message) { } }

        public sealed partial class Methods
        {
            [GatewayEvent("MESSAGE_CREATE"), {{attribute}}] public static void First(MessageCreate message) { }
            [GatewayEvent("MESSAGE_CREATE")] public void Second(MessageCreate message) { }
        }

        [{{attribute}}]
        public partial class Outer
        {
            [GatewayEvent("MESSAGE_CREATE")]
            public sealed partial class Inner { public static void Handle(MessageCreate message) { } }
        }
        """);

    [Fact]
    public void An_event_of_half_a_character_is_written_with_it() => Compile(Usings + """
        [GatewayEvent("A\ud800", Intents = GatewayIntents.None)]
        public sealed partial class Odd { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void An_event_may_have_any_name() => Compile(Usings + """
        [GatewayEvent("A\nB\u2028C\"", Intents = GatewayIntents.None)]
        public sealed partial class Odd { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void An_attribute_may_stand_on_either_part_of_a_partial_method() => Assert.Contains("this.OnMessage(", Compile(Usings + """
        public sealed partial class PingPong
        {
            public partial void OnMessage(MessageCreate message);

            [GatewayEvent("MESSAGE_CREATE")]
            public partial void OnMessage(MessageCreate message) { }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void A_schema_may_use_the_names_of_what_is_written_for_it() => Compile(new Project().With("events.json", """
        {
          "events": { "LETTER_CREATE": { "intents": ["GUILDS"] } },
          "types": {
            "Type": { "doc": "One\u2028two\u2029three\u0085four.", "fields": { "id?": "snowflake" } },
            "LetterCreate": {
              "fields": {
                "gateway_intents": { "type": "string", "filledBy": "MESSAGE_CONTENT" },
                "model_reading": "string",
                "editor_browsable_state": "string",
                "a": { "type": "string", "name": "name" },
                "b": { "type": "string", "name": "reader" },
                "c?": { "type": "string", "name": "nick" },
                "d?": { "type": "string", "name": "writer" },
                "e?": { "type": "string", "name": "_" },
                "f?": { "type": "?string", "name": "value" },
                "名前?": "?string",
                "type": "Type",
                "status": "string",
                "state": "Status",
                "state_before?": "Status"
              }
            }
          },
          "enums": { "Status": { "wire": "string", "values": { "READ": "read", "TEXT": "text", "READER": "reader" } } }
        }
        """));

    [Fact]
    public void A_schema_without_a_namespace_goes_into_the_projects_own() => Assert.Contains(
        "namespace My.Bot.Events;", Compile(
            new Project("My.Bot").With("events.json", """{ "types": { "Letter": {} } }""")), StringComparison.Ordinal);

    private static string Compile(string source) => Compile(new Project().With("Handler.cs", source));

    private static string Compile(Project project) => project.Compile(IsOfInput);

    // Names in lower case, and missing documentation.
    private static bool IsOfInput(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath == "Handler.cs";
}
