using System.Reflection;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>For each kind of edit, what every step of <see cref="InteractionGenerator"/> does: no more than it must, and no less.</summary>
public sealed class InteractionCachingTests
{
    private const string Music = """
        using System.Threading.Tasks;
        using Spectacles.Gateway.Interactions;
        public sealed partial class Music
        {
            [SlashCommand("play", "Plays")]
            public Task PlayAsync(Interaction context, [Option("A song")] string song) => Task.CompletedTask;
        }
        """;

    private const string Votes = """
        using System.Threading.Tasks;
        using Spectacles.Gateway.Interactions;
        public sealed partial class Votes
        {
            [Component("vote:{id}")] public Task VoteAsync(Interaction context, int id) => Task.CompletedTask;
        }
        """;

    private const string Texts = """{ "play": { "name": "spielen" } }""";

    private const string Other = "namespace MyBot; public static class Other { }";

    public static TheoryData<string, string, string, string[]> Edits => new()
    {
        {
            "an unrelated file", "Other.cs", "namespace MyBot; public static class Other { public static int X; }",
            ["Module Cached", "Texts Cached", "ModuleJoin Cached", "ModuleDispatch Cached"]
        },
        {
            "the body of a method", "Music.cs", Music.Replace("Task.CompletedTask", "Task.FromResult(1)", StringComparison.Ordinal),
            ["Module Cached", "Texts Cached", "ModuleJoin Cached", "ModuleDispatch Cached"]
        },
        {
            "an empty line above a class", "Music.cs", "\n" + Music,
            ["Module Modified", "Texts Cached", "ModuleJoin Unchanged", "ModuleDispatch Cached"]
        },
        {
            "a description", "Music.cs", Music.Replace("A song", "The song", StringComparison.Ordinal),
            ["Module Modified", "Texts Cached", "ModuleJoin Modified", "ModuleDispatch Modified"]
        },
        {
            "an empty line in the texts", "texts/de.json", "\n" + Texts,
            ["Module Cached", "Texts Modified", "ModuleJoin Unchanged", "ModuleDispatch Cached"]
        },
        {
            "a text", "texts/de.json", Texts.Replace("spielen", "abspielen", StringComparison.Ordinal),
            ["Module Cached", "Texts Modified", "ModuleJoin Modified", "ModuleDispatch Modified"]
        },
        {
            "a mistake", "Votes.cs", Votes.Replace("int id", "int other", StringComparison.Ordinal),
            ["Module Modified", "Texts Cached", "ModuleJoin Modified", "ModuleDispatch Modified", "ModuleDiagnostics New"]
        },
        {
            "a name that another class has", "Votes.cs",
            Votes.Replace("[Component(\"vote:{id}\")]", "[SlashCommand(\"play\", \"Plays\")]", StringComparison.Ordinal)
                .Replace("int id", "[Option(\"An id\")] int id", StringComparison.Ordinal),
            ["Module Modified", "Texts Cached", "ModuleJoin Modified", "ModuleDispatch Modified", "ProjectDiagnostics New"]
        },
        {
            "a text for nothing", "texts/de.json", Texts.Replace("play", "stop", StringComparison.Ordinal),
            ["Module Cached", "Texts Modified", "ModuleJoin Modified", "ModuleDispatch Modified", "TextDiagnostics New"]
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_reruns_only_the_affected_generator_steps(string edit, string path, string text, string[] expected)
    {
        var project = new Project().With("Music.cs", Music).With("Votes.cs", Votes).With("Other.cs", Other).With("texts/de.json", Texts);
        project.Generate();

        var result = project.With(path, text).Generate();

        var actual = typeof(InteractionSteps).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Select(step => $"{step} {CachingTests.Worst(result, step)}")
            .Where(step => !step.EndsWith('-'));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        Assert.NotEmpty(edit);
    }
}
