using static Spectacles.Gateway.Generators.Tests.ModuleReport;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What is wrong with what [Option] and [Choice] say about a parameter.</summary>
public sealed class InteractionOptionTests
{
    [Theory]
    [InlineData("[Option(\"X\", Min = 2, Max = 1)] int x", "Min is greater than Max")]
    [InlineData("[Option(\"X\", Max = 9007199254740992)] long x", "Discord's whole numbers are greater than -2^53 and less than 2^53")]
    [InlineData("[Option(\"X\", Min = -1e16)] double x", "Discord's numbers are between -2^53 and 2^53")]
    [InlineData("[Option(\"X\", Min = double.NaN)] double x", "Discord's numbers are between -2^53 and 2^53")]
    [InlineData("[Option(\"X\", Max = 5000000000)] int x", "an int is between -2147483648 and 2147483647")]
    [InlineData("[Option(\"X\", Min = 0.5)] int x", "Min and Max of a whole number must be whole numbers")]
    [InlineData("[Option(\"X\", Min = 1)] string x", "only numbers can have Min and Max")]
    [InlineData("[Option(\"X\", MaxLength = 1)] int x", "only a string can have MinLength and MaxLength")]
    [InlineData("[Option(\"X\", MinLength = 3, MaxLength = 2)] string x", "MinLength is greater than MaxLength")]
    [InlineData("[Option(\"X\", MaxLength = 6001)] string x", "MinLength is 0 to 6000, and MaxLength 1 to the same")]
    [InlineData("[Option(\"X\", ChannelTypes = [ChannelType.GuildText])] string x", "only a Channel can have ChannelTypes")]
    [InlineData("[Option(\"X\"), Choice(\"a\", 1)] string x", "the choice 'a' cannot have this value: its type is not the parameter's")]
    [InlineData("[Option(\"X\"), Choice(\"a\", 1.5)] int x", "the choice 'a' cannot have this value: its type is not the parameter's")]
    [InlineData(
        "[Option(\"X\"), Choice(\"a\", 5000000000)] int x",
        "the choice 'a' cannot have this value: an int is between -2147483648 and 2147483647")]
    [InlineData(
        "[Option(\"X\"), Choice(\"a\", -9007199254740992)] long x",
        "the choice 'a' cannot have this value: Discord's whole numbers are greater than -2^53 and less than 2^53")]
    [InlineData(
        "[Option(\"X\"), Choice(\"a\", double.PositiveInfinity)] double x",
        "the choice 'a' cannot have this value: Discord's numbers are between -2^53 and 2^53")]
    [InlineData(
        "[Option(\"X\"), Choice(\"a\", \"\\ud800\")] string x",
        "the choice 'a' cannot have this value: it contains an unpaired surrogate, which is not a valid character")]
    [InlineData("[Option(\"X\"), Choice(\"a\")] DayOfWeek x", "the members of its enum are its choices: put [Choice] on them")]
    [InlineData(
        "[Option(\"X\", Autocomplete = nameof(S)), Choice(\"a\")] string x",
        "it has both choices and autocomplete, and Discord accepts one of them")]
    [InlineData("[Option(\"X\", Autocomplete = nameof(S))] bool x", "only texts and numbers can have autocomplete")]
    public void Property_that_does_not_fit_the_type_of_an_option_is_reported(string parameter, string problem) => Assert.Equal(
        $"The option 'x' is not valid: {problem}",
        Message("SPG307", $"""
            [SlashCommand("a", "A")] public Task F(Interaction c, {parameter}) => null!;
            public List<Suggestion> S(string t) => null!;
            """));
}
