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
    public void Emitted_code_compiles_for_any_project_name(string name, string expected) =>
        Assert.Contains(
            $"namespace {expected};", Compile(new Project(name).With("Handler.cs", Usings + PingPong)), StringComparison.Ordinal);

    [Fact]
    public void User_type_does_not_hide_the_types_used_by_the_emitted_context() =>
        Compile(Usings + PingPong + "public enum Type { A } public enum JsonTypeInfo { A } public enum JsonSerializerOptions { A }");

    [Fact]
    public void Attributed_method_is_called_instead_of_its_overload() => Assert.Contains(
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
    public void Classes_that_differ_in_case_or_arity_get_different_file_names() => Compile(Usings + """
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
    public void Class_may_be_named_like_another_file_that_is_written() => new Project().With("Handler.cs", """
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class EmittedContract { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class EmbeddedAttribute { public void Handle(MessageCreate message) { } }
        """).Compile(IsOfInput);

    [Fact]
    public void Handler_named_like_an_emitted_local_or_marked_obsolete_or_nullable_compiles() => Compile(Usings + """
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
    public void Obsolete_or_experimental_handler_method_or_containing_type_compiles(string attribute) => Compile(Usings + $$"""
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
    public void Event_name_with_an_unpaired_surrogate_is_emitted_unchanged() => Compile(Usings + """
        [GatewayEvent("A\ud800", Intents = GatewayIntents.None)]
        public sealed partial class Odd { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void Event_name_with_special_characters_compiles() => Compile(Usings + """
        [GatewayEvent("A\nB\u2028C\"", Intents = GatewayIntents.None)]
        public sealed partial class Odd { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void Attribute_is_accepted_on_either_part_of_a_partial_method() => Assert.Contains("this.OnMessage(", Compile(Usings + """
        public sealed partial class PingPong
        {
            public partial void OnMessage(MessageCreate message);

            [GatewayEvent("MESSAGE_CREATE")]
            public partial void OnMessage(MessageCreate message) { }
        }
        """), StringComparison.Ordinal);

    [Fact]
    public void Schema_can_use_names_of_emitted_members() => Compile(new Project().With("events.json", """
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
    public void Schema_without_a_namespace_uses_the_namespace_of_the_project() => Assert.Contains(
        "namespace My.Bot.Events;", Compile(
            new Project("My.Bot").With("events.json", """{ "types": { "Letter": {} } }""")), StringComparison.Ordinal);

    private static string Compile(string source) => Compile(new Project().With("Handler.cs", source));

    private static string Compile(Project project) => project.Compile(IsOfInput);

    // Names in lower case, and missing documentation.
    private static bool IsOfInput(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath == "Handler.cs";
}
