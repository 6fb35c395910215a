using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// Handlers that take the view over a model of the project's own schema. Such a view is not written when handlers are read: it is an
/// unknown type, or seems to be the view of
/// a base.
/// </summary>
public sealed class OwnViewTests
{
    private const string Schema = """
        {
          "namespace": "MyBot.Events",
          "events": { "MESSAGE_CREATE": { "type": "MyMessageCreate" }, "LETTER_CREATE": {}, "LETTER_LOST": {} },
          "types": {
            "MyMessageCreate": { "extends": "MessageCreate", "fields": { "mood?": "string" } },
            "Letter": { "fields": { "id": "snowflake" } },
            "SignedLetter": { "extends": "Letter", "fields": { "author": "User" } },
            "LetterCreate": { "extends": "SignedLetter", "fields": { "gift": "Gift" } },
            "LetterLost": { "extends": "SignedLetter", "fields": { "text?": "string" } },
            "Gift": { "union": "kind", "fields": { "kind": "integer" } },
            "Book": { "extends": "Gift", "is": 1, "fields": { "title": "string" } }
          }
        }
        """;

    /// <summary>How a handler writes the type of its parameter, after which directives.</summary>
    private static readonly (string Directives, string Type)[] Forms =
    [
        ("using MyBot.Events;", "{0}.View"),
        ("", "MyBot.Events.{0}.View"),
        ("", "Events.{0}.View"),
        ("", "global::MyBot.Events.{0}.View"),
        ("using V = MyBot.Events.{0}.View;", "V"),
        ("using View = MyBot.Events.{0}.View;", "View"),
        ("using L = MyBot.Events.{0};", "L.View"),
        ("using L = global::MyBot.Events.{0};", "L.View"),
        ("using E = MyBot.Events;", "E.{0}.View"),
        ("using E = MyBot.Events;", "E::{0}.View"),
        ("using static MyBot.Events.{0};", "View"),
        ("using static System.Math; using static global::MyBot.Events.{0};", "View"),
    ];

    /// <summary>What the project adds to the model by hand.</summary>
    private static readonly (string Event, string Model, string Parts)[] Models =
    [
        ("LETTER_CREATE", "LetterCreate", ""),
        ("LETTER_CREATE", "LetterCreate", "public partial class LetterCreate { }"),
        ("LETTER_CREATE", "LetterCreate", "public partial class LetterCreate : SignedLetter { }"),
        ("LETTER_CREATE", "LetterCreate", "public partial class LetterCreate : SignedLetter { } "
            + "public partial class SignedLetter : Letter { } public partial class Letter { }"),
        ("LETTER_CREATE", "SignedLetter", "public partial class SignedLetter : Letter { }"),
        ("LETTER_CREATE", "Letter", ""),
        ("MESSAGE_CREATE", "MyMessageCreate", ""),
        ("MESSAGE_CREATE", "MyMessageCreate", "public partial class MyMessageCreate { }"),
        ("MESSAGE_CREATE", "MyMessageCreate", "public partial class MyMessageCreate : Spectacles.Gateway.Events.MessageCreate { }"),
    ];

    public static TheoryData<string, string, string, string, string> Signatures =>
        [
            .. Models.SelectMany(
                model =>
                    Forms.Select(
                        form => (model.Event, model.Model, model.Parts, With(form.Directives, model.Model), With(form.Type, model.Model)))),
        ];

    [Theory]
    [MemberData(nameof(Signatures))]
    public void View_of_schema_type_is_resolved(string name, string model, string parts, string directives, string type) => Assert.Contains(
        $"this.Handle(dispatch.View<global::MyBot.Events.{model}.View>())", Compile(
            Project(name, type, parts, directives)), StringComparison.Ordinal);

    [Theory]
    [InlineData("global using static MyBot.Events.MyMessageCreate;", "View")]
    [InlineData("global using V = MyBot.Events.MyMessageCreate.View;", "V")]
    public void Using_directive_in_another_file_is_resolved(string directive, string type) => Assert.Contains(
        "dispatch.View<global::MyBot.Events.MyMessageCreate.View>()", Compile(
            Project("MESSAGE_CREATE", type, "", "").With("Usings.cs", directive)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" : Spectacles.Gateway.Events.MessageCreate")]
    public void Handler_can_be_nested_in_the_model(string extended) => Assert.Contains(
        "dispatch.View<global::MyBot.Events.MyMessageCreate.View>()",
        Compile(New().With("Handler.cs", $$"""
            namespace MyBot.Events;
            public partial class MyMessageCreate{{extended}}
            {
                [Spectacles.Gateway.GatewayEvent("MESSAGE_CREATE")]
                public sealed partial class Handler { public void Handle(View message) { } }
            }
            """)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("using static Spectacles.Gateway.Events.MessageCreate;", "View")]
    [InlineData("using V = Spectacles.Gateway.Events.MessageCreate.View;", "V")]
    [InlineData("using MyBot.Other;", "Special.View")]
    [InlineData("using MyBot.Other;", "MyMessageCreate.View")]
    public void View_outside_the_schemas_of_the_project_is_resolved_to_the_library(string directives, string type) => Assert.Contains(
        "this.Handle(dispatch.View<global::Spectacles.Gateway.Events.MessageCreate.View>())",
        Compile(Project("MESSAGE_CREATE", type, "", directives).With("Other.cs", """
            namespace MyBot.Other;
            public sealed class Special : Spectacles.Gateway.Events.MessageCreate;
            public sealed class MyMessageCreate : Spectacles.Gateway.Events.MessageCreate;
            """)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "LETTER_CREATE",
        "MyMessageCreate.View",
        "",
        "SPG007",
        "'Handler.Handle' handles LETTER_CREATE, but 'MyMessageCreate.View' is the view of MESSAGE_CREATE")]
    [InlineData(
        "LETTER_CREATE",
        "MyMessageCreate.View",
        "public partial class MyMessageCreate : Spectacles.Gateway.Events.MessageCreate { }",
        "SPG007",
        "'MyMessageCreate.View' is the view of MESSAGE_CREATE")]
    [InlineData(
        "LETTER_CREATE",
        "LetterLost.View",
        "public partial class LetterLost : Letter { }",
        "SPG007",
        "'LetterLost.View' is the view of LETTER_LOST")]
    [InlineData("MESSAGE_CREATE", "Gift.View", "", "SPG005", "no supported type matches the parameter 'view'")]
    public void View_that_does_not_fit_the_event_is_reported(string name, string type, string parts, string id, string message)
    {
        var reported = Assert.Single(Project(name, type, parts, "using MyBot.Events;").Report());
        Assert.Equal(id, reported.Id);
        Assert.Contains(message, reported.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("View")]
    [InlineData("Missing.View")]
    [InlineData("Letter.Missing")]
    public void Missing_view_type_is_reported_only_by_the_compiler(string type) =>
        Assert.Empty(Project("LETTER_CREATE", type, "", "using MyBot.Events;").Report());

    [Fact]
    public void View_and_Dispatch_in_one_handler_are_reported()
    {
        const string Part = "public partial class MyMessageCreate : Spectacles.Gateway.Events.MessageCreate { }";
        var reported = Assert.Single(
            Project("MESSAGE_CREATE", "MyMessageCreate.View view, in Spectacles.Gateway.Dispatch", Part, "using MyBot.Events;").Report());
        Assert.Equal("SPG005", reported.Id);
    }

    [Fact]
    public void Every_class_has_its_own_view_with_its_additional_fields()
    {
        string written = Compile(New());
        Assert.Contains("partial class Letter\n{", written, StringComparison.Ordinal);
        Assert.Equal(3, written.Split("    public ref struct View : IGatewayView<View>").Length);
        Assert.Equal(6, written.Split("    public new ref struct View : IGatewayView<View>").Length);
        Assert.Contains("public Gift.View Gift =>", written, StringComparison.Ordinal);
        Assert.Contains("public bool TryGet(out Book.View view)", written, StringComparison.Ordinal);
        Assert.Contains("public global::Spectacles.Gateway.Events.User.View Author =>", written, StringComparison.Ordinal);
    }

    private static string With(string form, string model) => form.Replace("{0}", model, StringComparison.Ordinal);

    private static Project New() => new Project().WithLibrarySchema().With("events.json", Schema);

    private static Project Project(string name, string type, string parts, string directives) => New()
        .With("Parts.cs", $"namespace MyBot.Events {{ {parts} }}")
        .With("Handler.cs", $$"""
            {{directives}}
            namespace MyBot
            {
                [Spectacles.Gateway.GatewayEvent("{{name}}")]
                public sealed partial class Handler { public void Handle({{type}} view) { } }
            }
            """);

    private static string Compile(Project project) => project.Compile(diagnostic => diagnostic.Id is "CS1591");
}
