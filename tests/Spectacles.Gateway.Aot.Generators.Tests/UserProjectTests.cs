using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>What a project of a user sets, and how it is arranged.</summary>
public sealed class UserProjectTests
{
    private const string Schema = """
        { "namespace": "MyLetters", "events": { "LETTER_CREATE": {} }, "types": { "LetterCreate": { "fields": { "id": "snowflake" } } } }
        """;

    private const string Dice = """
        using System.Threading.Tasks;
        using Spectacles.Gateway.Interactions;
        public sealed partial class Dice
        {
            [SlashCommand("roll", "Rolls a die")] public Task RollAsync(Interaction context) => context.AnswerAsync("4");
        }
        """;

    private const string Hosting = "namespace Spectacles.Gateway.Hosting { public sealed class GatewayBotBuilder { } }";

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    public void Too_old_version_of_CSharp_is_one_error_that_names_the_needed_version(LanguageVersion version)
    {
        var result = new Project().With("Greeter.cs", Greeter("MyBot")).With("events.json", Schema).WithLanguage(version).Generate();

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(
            $"Generated code needs C# 14.0 or later, but the project is compiled as C# {version.ToDisplayString()}. "
                + "Remove LangVersion from the project, or set it to 14.0.",
            error.GetMessage());
        Assert.Equal("SPG017", error.Id);
        Assert.Empty(result.GeneratedTrees);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Too_old_version_of_CSharp_is_one_error_with_interactions_too(bool hasHandler, bool hasSchema)
    {
        var project = new Project().With("Dice.cs", Dice).With("Hosting.cs", Hosting);
        project = hasHandler ? project.With("Greeter.cs", Greeter("MyBot")) : project;
        project = hasSchema ? project.With("events.json", Schema) : project;

        var result = project.WithLanguage(LanguageVersion.CSharp12).Generate();

        Assert.Equal("SPG017", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(result.GeneratedTrees);
    }

    [Fact]
    public void Version_of_CSharp_does_not_matter_to_a_project_without_generated_code() =>
        Assert.Empty(new Project().With("Other.cs", "public static class Other { }").WithLanguage(LanguageVersion.CSharp10).Report());

    [Fact]
    public void Emitted_language_is_enough_for_emitted_code()
    {
        var result = new Project()
            .With("Greeter.cs", Greeter("MyBot"))
            .With("events.json", Schema)
            .WithLanguage(EmittedLanguage.Version)
            .Generate(out var compilerDiagnostics);

        Assert.NotEmpty(result.GeneratedTrees);
        Assert.DoesNotContain(compilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Assemblies_with_the_same_root_namespace_may_see_the_internal_types_of_each_other()
    {
        byte[] library = new Project()
            .Named("MyBot.Handlers")
            .With("Greeter.cs", Greeter("MyBot.Handlers"))
            .With("Friends.cs", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"MyBot\")]")
            .Build();

        new Project()
            .WithReference(library)
            .With("Greeter.cs", Greeter("MyBot"))
            .With("Use.cs", "internal static class Use { public static object Context => MyBot.HandlerJsonContext.Default; }")
            .Generate(out var diagnostics);

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591");
    }

    private static string Greeter(string space) => $$"""
        namespace {{space}}
        {
            using Spectacles.Gateway;
            using Spectacles.Gateway.Events;

            [GatewayEvent("MESSAGE_CREATE")]
            public sealed partial class Greeter
            {
                public void Handle(MessageCreate message) { }
            }
        }
        """;
}
