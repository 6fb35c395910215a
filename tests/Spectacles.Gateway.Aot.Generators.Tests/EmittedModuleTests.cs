using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// Whatever is accepted in a class that answers interactions, the code that is written for it compiles without a warning.
/// </summary>
public sealed class EmittedModuleTests
{
    [Fact]
    public void Classes_that_differ_in_case_or_arity_get_different_file_names() => Compile("""
        public sealed partial class Ping { [Component("a")] public Task F(Interaction c) => null!; }
        public sealed partial class PING { [Component("b")] public Task F(Interaction c) => null!; }
        public sealed partial class Foo<T> { [Component("c")] public Task F(Interaction c) => null!; }
        public sealed partial class Foo_1 { [Component("d")] public Task F(Interaction c) => null!; }
        """);

    [Fact]
    public void Class_may_be_named_like_another_file_that_is_written() => Compile("""
        public sealed partial class EmittedContract { [Component("a")] public Task F(Interaction c) => null!; }
        """);

    [Fact]
    public void Default_may_be_null_where_the_parameter_may_not() => Compile("""
        public sealed partial class A
        {
            [SlashCommand("a", "A")] public Task F(Interaction c, [Option("A")] string s = null!, [Option("B")] User u = null!) => null!;
            [Modal("b")] public Task G(Interaction c, [Field("a")] string s = null!, [Field("b")] User u = null!) => null!;
            [Component("c")] public Task H(Interaction c, [Selected] User u = null!) => null!;
        #nullable disable
            [SlashCommand("d", "D")] public Task I(Interaction c, [Option("A")] string s = null, [Option("B")] User u = null) => null;
            [Modal("e")] public Task J(Interaction c, [Field("a")] string s = null, [Field("b")] User u = null) => null;
            [Component("f")] public Task K(Interaction c, [Selected] User u = null) => null;
            [SlashCommand("g", "G")] public Task L(
                Interaction c, [Option("A", Autocomplete = nameof(M))] string s, [Option("B")] int? t) => null;
            public List<Suggestion> M(string typed, string s = null, int? t = null) => null;
        }
        """);

    [Fact]
    public void Names_may_be_keywords() => Compile("""
        public enum @event { @class, Other }
        public sealed partial class @if
        {
            [SlashCommand("a", "A")] public Task @for(Interaction @class, [Option("A")] @event @event, [Option("B")] int @int) => null!;
            [Component("b:{class}:{event}")] public Task F(Interaction c, string @class, @event @event) => null!;
            [Modal("c:{class}")] public Task G(Interaction c, int @class, [Field("e")] @event? @event) => null!;
        }
        """);

    [Theory]
    [InlineData("[Obsolete]", true)]
    [InlineData("[Obsolete(\"No.\")]", true)]
    [InlineData("[Obsolete(\"No.\", true)]", false)]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"BOT001\")]", true)]
    public void Member_of_an_enum_that_must_not_be_used_is_no_choice(string attribute, bool isChoice)
    {
        string source = Compile($$"""
            public enum Kind { New, {{attribute}} Old }
            public sealed partial class A
            {
                [SlashCommand("a", "A")] public Task F(Interaction c, [Option("A")] Kind a, [Option("B")] Kind? b) => null!;
                [Component("b:{kind}")] public Task G(Interaction c, Kind kind, [Selected] Kind[] kinds) => null!;
            }
            """);

        Assert.Contains("{\"name\":\"New\",\"value\":\"New\"}", source, StringComparison.Ordinal);
        Assert.Equal(isChoice, source.Contains("{\"name\":\"Old\",\"value\":\"Old\"}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Obsolete]")]
    [InlineData("[Obsolete(\"No.\", true)]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"BOT001\")]")]
    public void Method_may_be_obsolete_or_experimental(string attribute) => Compile($$"""
        public sealed partial class A
        {
            [SlashCommand("a", "A"), {{attribute[1..]}} public Task F(Interaction c, [Option("A", Autocomplete = "S")] string a) => null!;
            {{attribute}} public List<Suggestion> S(string typed) => null!;
        }
        """);

    [Theory]
    [InlineData("HTML", "HTML")]
    [InlineData("US", "US")]
    [InlineData("NSFW", "NSFW")]
    [InlineData("PlayerVS", "Player VS")]
    [InlineData("HTMLPage", "HTML page")]
    [InlineData("UserIDs", "User IDs")]
    [InlineData("ExtraLarge", "Extra large")]
    [InlineData("Extra_Large", "Extra large")]
    [InlineData("Top10", "Top10")]
    [InlineData("V2Ray", "V2 ray")]
    [InlineData("PlanA", "Plan a")]
    [InlineData("Über", "Über")]
    [InlineData("_", "_")]
    public void Member_of_an_enum_is_shown_in_words(string member, string shown) => Assert.Contains(
        $"{{\"name\":\"{shown}\",\"value\":\"{member}\"}}",
        Compile($$"""
            public enum Kind { {{member}} }
            public sealed partial class A { [SlashCommand("a", "A")] public Task F(Interaction c, [Option("A")] Kind a) => null!; }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("minutesLeft", "minutes_left")]
    [InlineData("guildID", "guild_id")]
    [InlineData("guildIDs", "guild_ids")]
    [InlineData("URL", "url")]
    [InlineData("htmlURLOfPage", "html_url_of_page")]
    [InlineData("v2", "v2")]
    [InlineData("_x", "_x")]
    [InlineData("is_Open", "is_open")]
    public void Option_is_named_like_its_parameter_in_snake_case(string parameter, string option) => Assert.Contains(
        $"\"name\":\"{option}\",",
        Compile($$"""
            public sealed partial class A
            {
                [SlashCommand("a", "A")] public Task F(Interaction c, [Option("A")] int {{parameter}}) => null!;
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Command_in_a_menu_has_texts_of_its_own_and_no_description()
    {
        const string commands = """
            public sealed partial class A
            {
                [SlashCommand("report", "Reports")] public Task F(Interaction c) => null!;
                [MessageCommand("report")] public Task G(Interaction c, Message m) => null!;
            }
            """;

        Assert.Contains(
            """
            {"type":3,"name":"report","name_localizations":{"de":"melden"}}
            """,
            CompileWithTexts(commands, """{ "report": { "name": "melden", "description": "Meldet" } }"""),
            StringComparison.Ordinal);

        string source = CompileWithTexts(
            commands, """{ "report": { "name": "Melden!" }, "/report": { "name": "melden", "description": "Meldet" } }""");
        Assert.Contains(
            """
            {"type":1,"name":"report","name_localizations":{"de":"melden"},"description":"Reports",
            """ + """
            "description_localizations":{"de":"Meldet"}}
            """,
            source,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            {"type":3,"name":"report","name_localizations":{"de":"Melden!"}}
            """,
            source,
            StringComparison.Ordinal);
    }

    private static string CompileWithTexts(string classes, string texts) => new Project()
        .With("Input.cs", $"{ModuleReport.Usings}\n{classes}")
        .With($"{Project.Texts}/de.json", texts)
        .Compile(diagnostic => diagnostic.Location.SourceTree?.FilePath == "Input.cs");

    private static string Compile(string classes) => new Project()
        .With("Input.cs", $"{ModuleReport.Usings}\n{classes}")
        .Compile(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath == "Input.cs");
}
