using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// The code of docs/listeners.md, taken from there, compiles: the first block is a program, the others go on after its cluster is made.
/// </summary>
public sealed partial class ListenerDocumentTests
{
    private const string Beginning = """
        using System;
        using System.Threading;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        await using var cluster = new Cluster("token");

        """;

    private static readonly string[] Document =
        [
            .. CSharpBlocks()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "listeners.md")))
                .Select(block => block.Groups[1].Value),
        ];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Document.Length)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_code_block_of_the_listener_document_compiles(int number) =>
        new Project().With("Program.cs", number == 0 ? Document[0] : Beginning + Document[number]).CompileProgram();

    [GeneratedRegex("^```csharp\\r?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlocks();
}
