using static Spectacles.Gateway.Generators.Tests.ModuleReport;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What is wrong with a method that answers interactions, said where it is.</summary>
public sealed class InteractionDiagnosticTests
{
    [Fact]
    public void Class_must_be_partial_and_an_instance_that_another_file_can_see() => Verify("""
        public class A ⇐ SPG001
        {
            [SlashCommand("a", "A")]
            public Task A1(Interaction c) => Task.CompletedTask;
        }

        public static partial class B ⇐ SPG009
        {
            [Component("b")]
            public static Task B1(Interaction c) => Task.CompletedTask;
        }

        public partial struct C ⇐ SPG009
        {
            [Modal("c")]
            public Task C1(Interaction c) => Task.CompletedTask;
        }

        public partial class D
        {
            [Component("d")]
            public Task D1(Interaction c)
            {
                return D2(c);

                [Modal("d")] ⇐ SPG301
                Task D2(Interaction c) => Task.CompletedTask;
            }
        }

        public partial class E : D ⇐ SPG009
        {
            [Component("e")]
            public Task E1(Interaction c) => Task.CompletedTask;
        }
        """);

    [Theory]
    [InlineData("[Component(\"x\")] public void F(Interaction c) { }", "it returns neither Task nor ValueTask")]
    [InlineData("[Component(\"x\")] public async void F(Interaction c) => await Task.Yield();", "it returns neither Task nor ValueTask")]
    [InlineData("[Component(\"x\")] public Task<int> F(Interaction c) => null!;", "it returns neither Task nor ValueTask")]
    [InlineData("[Component(\"x\")] public Task F() => null!;", "it takes no Interaction, so it could not answer")]
    [InlineData("[Component(\"x\")] public Task F(Interaction a, Interaction b) => null!;", "'b' is a second Interaction")]
    [InlineData("[Component(\"x\")] public Task F<T>(Interaction c) => null!;", "it has type parameters")]
    [InlineData("[Component(\"x\")] public Task F(in Interaction c) => null!;", "'c' is passed by reference")]
    [InlineData(
        "[Component(\"x\")] public Task F(Interaction c, int id) => null!;",
        "'id' is neither a part of the custom id nor marked with [Selected]")]
    [InlineData(
        "[Component(\"{x}\")] public Task F(Interaction c, double x) => null!;", "a part of a custom id cannot have the type of 'x'")]
    [InlineData("[Component(\"{x}\")] public Task F(Interaction c, int? x) => null!;", "a part of a custom id cannot have the type of 'x'")]
    [InlineData(
        "[Component(\"x\")] public Task F(Interaction c, [Selected] object x) => null!;",
        "what a user enters cannot be read as the type of 'x'")]
    [InlineData(
        "[Modal(\"x\")] public Task F(Interaction c, [Selected] string x) => null!;",
        "'x' is neither a part of the custom id nor marked with [Field]")]
    [InlineData(
        "[Modal(\"x\")] public Task F(Interaction c, [Field(\"x\")] Guid x) => null!;",
        "what a user enters cannot be read as the type of 'x'")]
    [InlineData(
        "[SlashCommand(\"x\", \"X\")] public Task F(Interaction c, string x) => null!;",
        "the parameter 'x' has no [Option(\"...\")] with its description")]
    [InlineData(
        "[SlashCommand(\"x\", \"X\")] public Task F(Interaction c, [Option(\"X\")] ulong x) => null!;",
        "an option cannot have the type of 'x'")]
    [InlineData(
        "[UserCommand(\"x\")] public Task F(Interaction c, string x) => null!;",
        "'x' is neither a User nor a GuildMember, which a user command takes")]
    [InlineData("[UserCommand(\"x\")] public Task F(Interaction c, User x, GuildMember y) => null!;", "it takes its target twice")]
    [InlineData(
        "[UserCommand(\"x\")] public Task F(Interaction c, [Invoker] Role x) => null!;",
        "'x' is neither a User nor a GuildMember, which [Invoker] needs")]
    [InlineData(
        "[SlashCommand(\"x\", \"X\")] public Task F2(Interaction c, [Option(\"X\", Autocomplete = nameof(F))] string x) => null!; "
            + "public Suggestion[] F([Invoker] string x) => [];",
        "'x' is neither a User nor a GuildMember, which [Invoker] needs")]
    [InlineData(
        "[MessageCommand(\"x\")] public Task F(Interaction c, User x) => null!;", "'x' is no Message, which a message command takes")]
    public void Method_that_cannot_be_called_is_reported(string method, string problem) =>
        Assert.Equal($"'A.F' cannot be called: {problem}", Message("SPG301", method));

    [Theory]
    [InlineData("Songs() => null!", "it returns no list of Suggestion, nor a task of one", "object")]
    [InlineData(
        "Songs(string typed, int other) => null!",
        "'other' is neither what the user has typed (a string) nor another option of 'F'",
        "List<Suggestion>")]
    [InlineData(
        "Songs(string typed, int count) => null!",
        "'count' must be nullable, since the user may not have filled it in",
        "List<Suggestion>")]
    [InlineData(
        "Songs(string typed, User? user) => null!",
        "'user' has another type than the option; an object is taken as a Snowflake?, since only its id is sent",
        "List<Suggestion>")]
    public void Autocompletion_that_cannot_be_called_is_reported(string method, string problem, string returns) => Assert.Equal(
        $"'A.Songs' cannot be called: {problem}",
        Message("SPG301", $$"""
            [SlashCommand("x", "X")]
            public Task F(
                Interaction c, [Option("X", Autocomplete = "Songs")] string x, [Option("N")] int count, [Option("U")] User user) => null!;
            public {{returns}} {{method}};
            """));

    [Theory]
    [InlineData("[SlashCommand(\"Play\", \"X\")]", "'Play' cannot be the name of a command: it must be in lower case: 'play'")]
    [InlineData("[SlashCommand(\"\", \"X\")]", "'' cannot be the name of a command: it has 0 characters, and Discord accepts 1 to 32")]
    [InlineData(
        "[SlashCommand(\"a!\", \"X\")]", "'a!' cannot be the name of a command: '!' is not a letter, a digit, '-', '_' or an apostrophe")]
    [InlineData(
        "[SlashCommand(\"abcdefghijklmnopqrstuvwxyzabcdefg\", \"X\")]",
        "'abcdefghijklmnopqrstuvwxyzabcdefg' cannot be the name of a command: it has 33 characters, and Discord accepts 1 to 32")]
    [InlineData("[MessageCommand(\"\")]", "'' cannot be the name of a command: it has 0 characters, and Discord accepts 1 to 32")]
    public void Name_that_Discord_refuses_is_reported(string attribute, string message) =>
        Assert.Equal(message, Message("SPG302", $"{attribute} public Task F(Interaction c) => null!;"));

    [Theory]
    [InlineData("play")]
    [InlineData("wähle-2_ä'")]
    [InlineData("क्या")]
    [InlineData("ที่")]
    [InlineData("遊ぶ")]
    [InlineData("𠮷")]
    public void Name_that_Discord_accepts_is_not_reported(string name) =>
        Assert.Empty(Report($"[SlashCommand(\"{name}\", \"X\")] public Task F(Interaction c) => null!;"));

    [Fact]
    public void Texts_that_are_empty_or_too_long_are_reported() => Verify($$"""
        [CommandGroup("g", "{{new string('x', 101)}}")] ⇐ SPG303
        public partial class A
        {
            [SlashCommand("g a", "")] ⇐ SPG303
            public Task A1(Interaction c, [Option("")] string x) => null!; ⇐ SPG303

            [SlashCommand("b", "B")]
            public Task B1(
                Interaction c,
                [Option("X"), Choice("")] string x, ⇐ SPG303
                [Option("Y"), Choice("y", "{{new string('y', 101)}}")] string y) => null!; ⇐ SPG303
        }
        """);

    [Fact]
    public void Command_with_more_than_8000_characters_is_reported()
    {
        string options = string.Join(", ", Enumerable.Range(0, 4).Select(ManyChoices));
        Assert.Equal(
            "'a' with all its names, descriptions and values has 10514 characters, and Discord accepts 8000",
            Message("SPG303", $"[SlashCommand(\"a\", \"A\")] public Task F(Interaction c, {options}) => null!;"));
    }

    [Fact]
    public void Names_that_are_used_twice_are_reported() => Verify("""
        [CommandGroup("g", "G")]
        [CommandGroup("g", "G")] ⇐ SPG304
        public partial class A
        {
            [SlashCommand("g a", "A")]
            public Task A1(Interaction c, [Option("X")] string x, [Option("X", Name = "x")] string y) => null!; ⇐ SPG304

            [SlashCommand("g a", "A")] ⇐ SPG304
            public Task A2(Interaction c) => null!;

            [SlashCommand("b", "B")]
            public Task B1(Interaction c, [Option("X"), Choice("x", 1), Choice("x", 2)] int x) => null!; ⇐ SPG304

            [UserCommand("Report")]
            public Task C1(Interaction c, User user) => null!;

            [MessageCommand("Report")]
            public Task C2(Interaction c, Message message) => null!;
        }

        public partial class B
        {
            [UserCommand("Report")] ⇐ SPG304
            public Task C1(Interaction c, User user) => null!;

            [SlashCommand("b", "B")] ⇐ SPG304
            public Task B1(Interaction c) => null!;
        }
        """);

    [Fact]
    public void More_commands_options_and_choices_than_Discord_accepts_are_reported()
    {
        string commands = Lines(101, i => $"""
            [SlashCommand("c{i}", "C")] {(i == 100 ? "⇐ SPG305" : "")}
            public Task F{i}(Interaction c) => null!;
            """);
        string menus = Lines(16, i => $"""
            [UserCommand("c{i}")] {(i == 15 ? "⇐ SPG305" : "")}
            public Task G{i}(Interaction c, User u) => null!;
            """);
        string options = string.Join(", ", Enumerable.Range(0, 26).Select(i => $"[Option(\"O\")] int o{i}"));
        string choices = string.Join(", ", Enumerable.Range(0, 26).Select(i => $"Choice(\"{i}\")"));
        Verify($$"""
            public partial class A
            {
            {{commands}}
            {{menus}}
            }
            """);
        Verify($$"""
            public partial class A
            {
                [SlashCommand("a", "A")] ⇐ SPG305
                public Task A1(Interaction c, {{options}}) => null!;

                [SlashCommand("b", "B")]
                public Task B1(Interaction c, [Option("O"), {{choices}}] string o) => null!; ⇐ SPG305
            }
            """);
    }

    [Fact]
    public void Required_option_after_an_optional_one_is_reported() => Assert.Equal(
        "The option 'y' is required and must precede 'x', which can be left out: change the order of the parameters",
        Message("SPG306", """
            [SlashCommand("a", "A")]
            public Task F(Interaction c, [Option("X")] int? x, [Option("Y")] int y) => null!;
            """));

    [Fact]
    public void Subcommands_that_form_no_command_are_reported() => Verify("""
        [CommandGroup("a b c", "A")] ⇐ SPG308
        [CommandGroup("d e", "D")] ⇐ SPG308
        [CommandGroup("f", "F")] ⇐ SPG308
        [CommandGroup("h", "H")]
        public partial class A
        {
            [SlashCommand("a b c d", "A")] ⇐ SPG308
            public Task A1(Interaction c) => null!;

            [SlashCommand("g a", "A")] ⇐ SPG308
            public Task A2(Interaction c) => null!;

            [SlashCommand("h a", "A")]
            public Task A3(Interaction c) => null!;
        }

        [CommandGroup("h", "H")]
        public partial class B
        {
            [SlashCommand("h b", "B")] ⇐ SPG308
            public Task A1(Interaction c) => null!;
        }
        """);

    [Theory]
    [InlineData("", "no method")]
    [InlineData("public List<Suggestion> S() => null!; public List<Suggestion> S(string typed) => null!;", "2 methods")]
    public void Autocompletion_that_is_not_found_is_reported(string methods, string problem) => Assert.Equal(
        $"'A' has {problem} named 'S', and autocompletion needs exactly one",
        Message("SPG309", $"""
            [SlashCommand("a", "A")] public Task F(Interaction c, [Option("X", Autocomplete = "S")] string x) => null!;
            {methods}
            """));

    private static string ManyChoices(int option)
    {
        (string name, string value) = (new string('x', 50), new string('y', 50));
        var choices = Enumerable.Range(0, 25).Select(i => $"""Choice("{i:00}{name}", "{i:00}{value}{option}")""");
        return $"""[Option("O"), {string.Join(", ", choices)}] string o{option}""";
    }

    private static string Lines(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));

    private static void Verify(string marked) => AnnotatedSource.Verify("Input.cs", $"{ModuleReport.Usings}\n{marked}");
}
