using static Spectacles.Gateway.Generators.Tests.ModuleReport;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What is wrong with templates of custom ids, and with attributes that do not fit what a method answers.</summary>
public sealed class InteractionTemplateTests
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a}", "it has a closing brace without an opening one")]
    [InlineData("a:{x", "it has an opening brace without a closing one")]
    [InlineData("a:{}", "'{}' is not the name of a parameter")]
    [InlineData("a:{x}{y}", "nothing is between '{x}' and '{y}', so it is not known where the first one ends")]
    [InlineData("a:{x}:{x}", "it has '{x}' twice")]
    [InlineData("a:{z}", "'F' has no parameter 'z'")]
    [InlineData(
        "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "its shortest custom id has 101 characters, and Discord accepts 100")]
    public void Template_that_is_not_valid_is_reported(string template, string problem) => Assert.Equal(
        $"The custom id '{template}' is not valid: {problem}",
        Message("SPG310", $"[Component(\"{template}\")] public Task F(Interaction c, [Selected] string x, [Selected] string y) => null!;"));

    [Theory]
    [InlineData("a:{x}", "string", "a:{x}", "int", true)]
    [InlineData("a:{x}", "int", "a:{x}", "string", true)]
    [InlineData("a:{x}:b", "string", "a:{x}-b", "string", false)]
    [InlineData("a:{x}b", "string", "ab{x}:", "string", false)]
    [InlineData("{x}:a", "string", "a:{x}", "string", true)]
    [InlineData("{x}:a", "int", "a:{x}", "string", false)]
    [InlineData("a:{x}", "string", "a:{x}:", "string", false)]
    [InlineData("b:{x}", "string", "a:{x}", "string", false)]
    [InlineData("ab{x}", "string", "a{x}b", "string", true)]
    [InlineData("a:{x}", "Spectacles.Gateway.Snowflake", "a:{x}", "Answer", false)]
    [InlineData("a:{x}", "int", "a:{x}", "bool", false)]
    [InlineData("a:{x}", "int", "a:{x}", "ulong", true)]
    [InlineData("a:{x}", "int", "a:{x}", "Answer", false)]
    [InlineData("a:{x}", "bool", "a:{x}", "Answer", false)]
    [InlineData("a:{x}", "Answer", "a:{x}", "bool", false)]
    [InlineData("a:{x}", "bool", "a:{x}", "Toggle", true)]
    [InlineData("a:{x}", "Answer", "a:{x}", "Toggle", false)]
    [InlineData("a:{x}", "Answer", "a:{x}", "Answer", true)]
    [InlineData("a:{x}", "Answer", "a:{x}", "Maybe", true)]
    [InlineData("a:{x}", "Guid", "a:{x}", "long", false)]
    [InlineData("a:{x}", "Guid", "a:{x}", "bool", false)]
    [InlineData("a:{x}", "Guid", "a:{x}", "Answer", false)]
    [InlineData("a:{x}", "Guid", "a:{x}", "Guid", true)]
    [InlineData("a:{x}", "Guid", "a:{x}", "string", true)]
    [InlineData("a:{x}", "Answer", "a:{x}", "string", true)]
    [InlineData("a:{x}e", "bool", "a:{x}s", "Answer", false)]
    [InlineData("a:{x}s", "string", "a:Y{x}", "string", true)]
    [InlineData("a:{x}s", "bool", "a:N{x}", "Answer", false)]
    public void Templates_of_which_neither_is_more_exact_are_reported(
        string first, string type, string second, string other, bool isReported) =>
        Assert.Equal(
            isReported ? ["SPG311"] : [],
            Report($$"""
                [Component("{{first}}")] public Task F(Interaction c, {{type}} x) => null!;
                [Component("{{second}}")] public Task G(Interaction c, {{other}} x) => null!;
                [Modal("{{second}}")] public Task H(Interaction c, {{other}} x) => null!;
                public enum Answer { Red, Yes, V2 }
                public enum Toggle { TRUE, Blue }
                public enum Maybe { Perhaps, Yes }
                """).Select(diagnostic => diagnostic.Id));

    [Theory]
    [InlineData(
        "[Component(\"x\"), AutoDefer] public Task F(Interaction c) => c.ShowModalAsync();",
        "it shows a modal, which must be the first answer to an interaction")]
    [InlineData(
        "[SlashCommand(\"x\", \"X\"), AutoDefer] public Task F(Interaction c) { return (c!)?.ShowModalAsync(null!)!; }",
        "it shows a modal, which must be the first answer to an interaction")]
    [InlineData(
        "[SlashCommand(\"x\", \"X\"), AutoDefer(DeferKind.Update)] public Task F(Interaction c) => null!;",
        "a command has no message that could be updated")]
    public void Answer_that_cannot_be_deferred_is_reported(string method, string problem) =>
        Assert.Equal($"'F' cannot have [AutoDefer]: {problem}", Message("SPG312", method));

    [Theory]
    [InlineData("var press = await c.NextPressAsync(TimeSpan.FromSeconds(1)); await press!.ShowModalAsync(null!);")]
    [InlineData("await Show(null!); Task Show(Press c) => c.ShowModalAsync(null!);")]
    [InlineData("Func<Press, Task> show = c => c.ShowModalAsync(null!); await show(null!);")]
    public void Modal_for_another_interaction_may_follow_a_deferred_answer(string body) =>
        Assert.Empty(Report($"[SlashCommand(\"x\", \"X\"), AutoDefer] public async Task F(Interaction c) {{ {body} }}"));

    [Theory]
    [InlineData("Cooldown(0)", "its period has less than one second")]
    [InlineData("Cooldown(-5, Uses = 0)", "its period has less than one second")]
    [InlineData("Cooldown(5, Uses = 0)", "the method could never be used")]
    public void Cooldown_that_is_none_is_reported(string attribute, string problem) => Assert.Equal(
        $"The cooldown of 'F' is not valid: {problem}",
        Message("SPG317", $"[Component(\"a\"), Component(\"b\"), {attribute}] public Task F(Interaction c) => null!;"));

    [Fact]
    public void Suggestions_that_would_be_deferred_are_reported() => Assert.Equal(
        "'S' cannot have [AutoDefer]: suggestions cannot be deferred",
        Message("SPG312", """
            [SlashCommand("x", "X")] public Task F(Interaction c, [Option("X", Autocomplete = nameof(S))] string x) => null!;
            [AutoDefer] public List<Suggestion> S(string typed) => null!;
            """));

    [Theory]
    [InlineData("SlashCommand(\"g a\", \"A\"), Nsfw", "a subcommand has the settings of its command: put the attribute on the class")]
    [InlineData("Component(\"a\"), Contexts(InteractionContextType.Guild)", "only commands are registered")]
    public void Setting_that_is_not_of_a_command_is_reported(string attributes, string problem) => Assert.Equal(
        $"'F' cannot have [DefaultMemberPermissions], [Contexts], [IntegrationTypes] or [Nsfw]: {problem}",
        Report($"[{attributes}] public Task F(Interaction c) => null!;")[0].GetMessage());
}
