using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The code of docs/listeners.md, taken from there, compiles: the first block is a program, the others go on after its cluster is made.</summary>
public sealed partial class ListenerDocumentTests
{
    private const string Beginning = """
        using System;
        using System.Threading;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        using Spectacles.Gateway.Protocol;

        await using var cluster = new Cluster("token");

        """;

    public static TheoryData<int, string> Blocks => new(Document().Index().Select(block => (block.Index, block.Item)));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_compiles(int number, string block)
    {
        new Project().With("Program.cs", number == 0 ? block : Beginning + block).CompileProgram();
    }

    [Fact]
    public void There_is_a_block_for_each_chapter() => Assert.True(Document().Count() >= 5);

    private static IEnumerable<string> Document() =>
        CSharpBlocks().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "listeners.md"))).Select(block => block.Groups[1].Value);

    [GeneratedRegex("^```csharp\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlocks();
}
