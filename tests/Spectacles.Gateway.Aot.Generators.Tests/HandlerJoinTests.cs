using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Handlers of events of the project's own schema, whose models a generator does not see.</summary>
public sealed class HandlerJoinTests
{
    private const string Schema = """
        {
          "namespace": "MyBot.Events",
          "events": {
            "MESSAGE_CREATE": { "type": "MyMessageCreate" },
            "LETTER_CREATE": { "intents": ["GUILD_PRESENCES", "GUILDS"] },
            "LETTER_LOST": { "intents": ["GUILD_MEMBERS"] },
            "MESSAGE_PINNED": {}
          },
          "types": {
            "MyMessageCreate": { "extends": "MessageCreate", "fields": { "mood?": "string" } },
            "Letter": { "fields": { "id": "snowflake" } },
            "LetterCreate": { "extends": "Letter" },
            "LetterLost": { "extends": "Letter" },
            "MessagePinned": { "extends": "Message" },
            "Stamp": {}
          }
        }
        """;

    [Theory]
    [InlineData("MESSAGE_CREATE", "MyMessageCreate message", "this.Handle(dispatch.Model<global::MyBot.Events.MyMessageCreate>())")]
    [InlineData("MESSAGE_CREATE", "Events.MyMessageCreate message", "this.Handle(dispatch.Model<global::MyBot.Events.MyMessageCreate>())")]
    [
        InlineData(
            "MESSAGE_CREATE", "MyMessageCreate.View message", "this.Handle(dispatch.View<global::MyBot.Events.MyMessageCreate.View>())"),
    ]
    [InlineData(
        "MESSAGE_CREATE",
        "MessageCreate.View message",
        "this.Handle(dispatch.View<global::Spectacles.Gateway.Events.MessageCreate.View>())")]
    [InlineData(
        "MESSAGE_CREATE",
        "MessageCreate message",
        "this.Handle((global::Spectacles.Gateway.Events.MessageCreate)dispatch.Model<global::MyBot.Events.MyMessageCreate>())")]
    [InlineData(
        "MESSAGE_CREATE",
        "Message message",
        "this.Handle((global::Spectacles.Gateway.Events.Message)dispatch.Model<global::MyBot.Events.MyMessageCreate>())")]
    [InlineData("LETTER_CREATE", "LetterCreate letter", "this.Handle(dispatch.Model<global::MyBot.Events.LetterCreate>())")]
    [InlineData(
        "LETTER_CREATE",
        "Letter letter, Shard shard",
        "this.Handle((global::MyBot.Events.Letter)dispatch.Model<global::MyBot.Events.LetterCreate>(), shard)")]
    [InlineData("LETTER_CREATE", "Letter.View letter", "this.Handle(dispatch.View<global::MyBot.Events.Letter.View>())")]
    [InlineData("LETTER_CREATE", "in Dispatch dispatch", "this.Handle(in dispatch)")]
    [InlineData(
        "MESSAGE_PINNED",
        "Message message",
        "this.Handle((global::Spectacles.Gateway.Events.Message)dispatch.Model<global::MyBot.Events.MessagePinned>())")]
    [InlineData("MESSAGE_PINNED", "Message.View message", "this.Handle(dispatch.View<global::Spectacles.Gateway.Events.Message.View>())")]
    public void Handler_can_take_the_model_or_the_view_of_a_schema_event(string name, string parameters, string call) =>
        Assert.Contains(call, Compile(Handler(name, parameters)), StringComparison.Ordinal);

    [Fact]
    public void Handler_can_take_a_model_that_the_project_extends() => Assert.Contains(
        "dispatch.Model<global::MyBot.Events.LetterCreate>()",
        Compile(Handler("LETTER_CREATE", "LetterCreate letter") + " namespace MyBot.Events { public partial class LetterCreate { } }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("LETTER_CREATE", "LetterCreate letter", "GatewayIntents.Guilds)")]
    [InlineData(
        "MESSAGE_CREATE",
        "MyMessageCreate message",
        "GatewayIntents.GuildMessages | global::Spectacles.Gateway.GatewayIntents.DirectMessages)")]
    [InlineData("MESSAGE_PINNED", "MessagePinned message", "GatewayIntents.None)")]
    public void Intents_of_an_event_come_from_the_schema_or_from_the_library(string name, string parameters, string intents) =>
        Assert.Contains($"global::Spectacles.Gateway.{intents}", Compile(Handler(name, parameters)), StringComparison.Ordinal);

    [Fact]
    public void SPG008_is_reported_for_a_privileged_intent_of_the_schema() =>
        Assert.Equal(["SPG008"], Reported(Handler("LETTER_LOST", "LetterLost letter")));

    [Theory]
    [InlineData(
        "LETTER_CREATE",
        "LetterLost letter",
        "SPG007",
        "'Handler.Handle' handles LETTER_CREATE, but 'LetterLost' is the model of LETTER_LOST")]
    [InlineData(
        "LETTER_CREATE",
        "LetterLost.View letter",
        "SPG007",
        "'Handler.Handle' handles LETTER_CREATE, but 'LetterLost.View' is the view of LETTER_LOST")]
    [InlineData(
        "LETTER_CREATE",
        "MessageCreate letter",
        "SPG007",
        "'Handler.Handle' handles LETTER_CREATE, but 'MessageCreate' is the model of MESSAGE_CREATE")]
    [InlineData("LETTER_CREATE", "Stamp stamp", "SPG005", "no supported type matches the parameter 'stamp'")]
    [InlineData("LETTER_CREATE", "LetterCreate letter, in Dispatch dispatch", "SPG005", "it takes both a model and the Dispatch")]
    [InlineData("LETTER_CREATE", "LetterCreate letter, LetterCreate.View view", "SPG005", "no supported type matches the parameter 'view'")]
    [InlineData("LETTER_CREATE", "in LetterCreate letter", "SPG005", "'letter' is passed by reference")]
    [InlineData("LETTER_CRATE", "LetterCreate letter", "SPG002", "did you mean 'LETTER_CREATE'?")]
    public void Mismatched_handler_of_a_schema_event_is_reported(string name, string parameters, string id, string message)
    {
        var reported = Project(Handler(name, parameters)).Report().First(diagnostic => diagnostic.Id == id);
        Assert.Contains(message, reported.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("Handler.cs", reported.Location.GetLineSpan().Path);
    }

    [Fact]
    public void SPG011_is_reported_for_a_type_name_defined_in_several_schemas()
    {
        var project = Project(Handler("LETTER_CREATE", "LetterCreate letter")).With("more.json", """
            { "namespace": "MyBot.More", "events": { "LETTER_CREATE": {} }, "types": { "LetterCreate": {} } }
            """);
        Assert.Equal("SPG011", Assert.Single(project.Report()).Id);
    }

    [Theory]
    [InlineData("", "MyBot.More.LetterCreate")]
    [InlineData("", "More.LetterCreate.View")]
    [InlineData("using Mine = MyBot.More.LetterCreate;", "Mine")]
    [InlineData("using Mine = MyBot.More;", "Mine.LetterCreate.View")]
    public void Type_defined_in_several_schemas_is_accepted_with_its_namespace(string directive, string type) => Assert.Contains(
        "<global::MyBot.More.LetterCreate",
        Compile(
            Project(
                Handler("LETTER_CREATE", $"{type} letter")
                    .Replace("namespace MyBot {", "namespace MyBot { " + directive, StringComparison.Ordinal))
                .With("more.json", """
                    { "namespace": "MyBot.More", "events": { "LETTER_CREATE": {} }, "types": { "LetterCreate": {} } }
                    """)),
        StringComparison.Ordinal);

    [Fact]
    public void Models_of_the_same_name_have_separate_properties_in_the_context()
    {
        const string Head = "[GatewayEvent(\"LETTER_CREATE\")] public sealed partial class";
        string written = Compile(new Project()
            .With("a.json", """{ "namespace": "MyBot.A", "events": { "LETTER_CREATE": {} }, "types": { "LetterCreate": {} } }""")
            .With(
                "b.json",
                """{ "namespace": "MyBot.B", "events": { "LETTER_LOST": { "type": "LetterCreate" } }, "types": { "LetterCreate": {} } }""")
            .With("Handler.cs", Usings.Replace("using MyBot.Events;", "", StringComparison.Ordinal) + $$"""
                namespace MyBot
                {
                    {{Head}} One { public void Handle(A.LetterCreate letter) { } }
                    {{Head.Replace("CREATE", "LOST", StringComparison.Ordinal)}} Other { public void Handle(B.LetterCreate letter) { } }
                }
                """));
        Assert.Contains("> MyBotALetterCreate =>", written, StringComparison.Ordinal);
        Assert.Contains("> MyBotBLetterCreate =>", written, StringComparison.Ordinal);
    }

    private static string Handler(string name, string parameters) => $$"""
        {{Usings}}namespace MyBot { [GatewayEvent("{{name}}")] public sealed partial class Handler { public void Handle({{parameters}}) { } } }
        """;

    private static string[] Reported(string source) => [.. Project(source).Report().Select(diagnostic => diagnostic.Id)];

    private static Project Project(string source) =>
        new Project().WithLibrarySchema().With("events.json", Schema).With("Handler.cs", source);

    private static string Compile(string source) => Compile(Project(source));

    private static string Compile(Project project) => project.Compile(diagnostic => diagnostic.Id is "CS1591");

    private const string Usings = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        using MyBot.Events;

        """;
}
