using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Half of a surrogate pair in a text is one diagnostic, and the compiler says nothing about what is emitted.</summary>
public sealed class InteractionUnicodeTests
{
    [Theory]
    [InlineData("SPG318", "[SlashCommand(\"x\", \"\\ud800\")] public Task F(Interaction c) => null!;")]
    [InlineData("SPG302", "[SlashCommand(\"\\ud800\", \"X\")] public Task F(Interaction c) => null!;")]
    [InlineData("SPG302", "[MessageCommand(\"a\\udc00\")] public Task F(Interaction c) => null!;")]
    [InlineData("SPG318", "[SlashCommand(\"x\", \"X\")] public Task F(Interaction c, [Option(\"\\ud800\")] int x) => null!;")]
    [InlineData(
        "SPG302", "[SlashCommand(\"x\", \"X\")] public Task F(Interaction c, [Option(\"X\", Name = \"\\ud800\")] int x) => null!;")]
    [InlineData(
        "SPG318", "[SlashCommand(\"x\", \"X\")] public Task F(Interaction c, [Option(\"X\"), Choice(\"\\ud800\")] string x) => null!;")]
    [InlineData("SPG310", "[Component(\"\\ud800\")] public Task F(Interaction c) => null!;")]
    [InlineData("SPG301", "[Modal(\"x\")] public Task F(Interaction c, [Field(\"\\ud800\")] string x) => null!;")]
    public void Half_of_a_surrogate_pair_is_one_diagnostic(string id, string method)
    {
        var run = new Project()
            .With("Input.cs", $"{ModuleReport.Usings}\npublic partial class A\n{{\n{method}\n}}")
            .Generate(out var compilerDiagnostics);

        Assert.Equal(id, Assert.Single(run.Diagnostics).Id);
        Assert.DoesNotContain(compilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
