using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What is wrong with the texts of commands in other languages, said in the files with them.</summary>
public sealed class InteractionTextTests
{
    [Theory]
    [InlineData("""{ "play": { "name": "spielen", "description": "Spielt", "options": { "song": { "name": "lied" } } } }""")]
    [InlineData("""{ "$comment": "German", "Report": { "name": "Melden" } }""")]
    [InlineData("""{ "play": { "options": { "song": { "choices": { "Loud": "Laut" } } } } }""")]
    [InlineData("""{ "/play": { "name": "spielen", "options": { "song": { "name": "lied" } } } }""")]
    [InlineData("""{ "report": { "name": "melden", "description": "Meldet" } }""")]
    [InlineData("""{ "/report": { "name": "melden", "description": "Meldet" }, "report": { "name": "melden" } }""")]
    [InlineData("""{ "/report": { "name": "melden" }, "report": { "name": "Nachricht melden" } }""")]
    public void Texts_for_what_exists_are_not_reported(string json) => AnnotatedSource.Verify("texts/de.json", Bot(), json);

    [Theory]
    [InlineData("{ \"play\": { ⇐ SPG314", "A property name in quotes is expected")]
    [InlineData("{ \"play\": [] } ⇐ SPG314", "'play' must be an object")]
    [InlineData("{ \"play\": { \"title\": \"x\" } } ⇐ SPG314", "Unknown property 'title'; expected: name, description, options, choices")]
    [InlineData("{ \"play\": { \"name\": 1 } } ⇐ SPG314", "'name' must be a string")]
    [InlineData("{ \"play\": {}, \"play\": {} } ⇐ SPG314", "'play' is there twice")]
    [InlineData("{ \"paly\": {} } ⇐ SPG316", "There is no command 'paly'; did you mean 'play'?")]
    [InlineData("{ \"play\": { \"options\": { \"sing\": {} } } } ⇐ SPG316", "There is no option 'sing'; did you mean 'song'?")]
    [InlineData(
        "{ \"play\": { \"options\": { \"song\": { \"choices\": { \"Quiet\": \"Leise\" } } } } } ⇐ SPG316", "There is no choice 'Quiet'")]
    [InlineData(
        "{ \"play\": { \"name\": \"Spielen\" } } ⇐ SPG302",
        "'Spielen' cannot be the name of a command: it must be in lower case: 'spielen'")]
    [InlineData(
        "{ \"play\": { \"options\": { \"song\": { \"name\": \"a b\" } } } } ⇐ SPG302",
        "'a b' cannot be the name of an option: ' ' is not a letter, a digit, '-', '_' or an apostrophe")]
    [InlineData(
        "{ \"play\": { \"description\": \"\" } } ⇐ SPG303", "The description of 'play' has 0 characters, and Discord accepts 1 to 100")]
    [InlineData("{ \"play\": { \"name\": \"x\" }, \"stop\": { \"name\": \"x\" } } ⇐ SPG304", "'x' is already the name of 'play' in de")]
    [InlineData("{ \"/Report\": {} } ⇐ SPG316", "There is no command '/Report'; did you mean '/report'?")]
    [InlineData("{ \"/play\": {}, \"play\": {} } ⇐ SPG316", "There is no command 'play'; did you mean '/play'?")]
    [InlineData(
        "{ \"/report\": {}, \"report\": { \"description\": \"x\" } } ⇐ SPG303",
        "The description of a command in a menu has 1 characters, and Discord accepts 0")]
    [InlineData(
        "{ \"Report\": { \"description\": \"x\" } } ⇐ SPG303",
        "The description of a command in a menu has 1 characters, and Discord accepts 0")]
    public void Text_that_is_not_valid_is_reported(string marked, string message) =>
        Assert.Equal(message, Assert.Single(AnnotatedSource.Verify("texts/de.json", Bot(), marked)).GetMessage());

    [Fact]
    public void Locale_that_Discord_does_not_have_is_reported() => Assert.Equal(
        "There is no locale 'pt'; did you mean 'it'?",
        Assert.Single(AnnotatedSource.Verify("texts/pt.json", Bot(), "{ \"play\": { \"name\": 1 } } ⇐ SPG315")).GetMessage());

    [Fact]
    public void Locales_are_those_of_the_model()
    {
        var schema = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", Project.LibrarySchema)))!;
        var known = schema["enums"]!["Locale"]!["values"]!.AsObject().Select(locale => locale.Value!.GetValue<string>());

        Assert.Equal(known.Order(StringComparer.Ordinal), TextsReader.Locales.Order(StringComparer.Ordinal));
    }

    private static Project Bot() => new Project().With("Bot.cs", $$"""
        {{ModuleReport.Usings}}
        public partial class A
        {
            [SlashCommand("play", "Plays")] public Task F(Interaction c, [Option("A song"), Choice("Loud")] string song) => null!;
            [SlashCommand("stop", "Stops")] public Task G(Interaction c) => null!;
            [UserCommand("Report")] public Task H(Interaction c, User user) => null!;
            [SlashCommand("report", "Reports")] public Task I(Interaction c) => null!;
            [MessageCommand("report")] public Task J(Interaction c, Message message) => null!;
        }
        """);
}
