using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace DocumentationTests;

/// <summary>Every block of C# in the documentation compiles, or shows the diagnostic that it names.</summary>
public sealed partial class CodeBlockTests
{
    /// <summary>The blocks of each page, by its path and the line of their beginning.</summary>
    public static TheoryData<string, int> Blocks =>
    [
        .. from page in DocumentationPage.All.Values
           from block in page.Blocks
           where block.Language == "csharp"
           select (page.Path, block.Line),
    ];

    /// <summary>
    /// An example of a diagnostic has its id in a comment on the line where it is reported. All other blocks have no error and no warning.
    /// </summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_compiles_or_has_the_diagnostic_that_its_comment_names(string path, int line)
    {
        var page = DocumentationPage.All[path];
        var block = page.Blocks.Single(candidate => candidate.Line == line);
        string[] lines = block.Text.Split('\n');
        var expected = Enumerable.Range(0, lines.Length)
            .SelectMany(number => ExpectedDiagnostic().Matches(lines[number]).Select(match => (Id: match.Groups[1].Value, Line: number)))
            .ToArray();

        var found = await new BlockProgram(page, block).CompileAsync();

        string[] unexpected =
        [
            .. found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !expected.Contains(IdAndLine(diagnostic)))
                .Select(diagnostic => diagnostic.ToString()),
        ];
        Assert.True(unexpected.Length == 0, $"{path}, the block from line {line}:\n{string.Join('\n', unexpected)}");
        Assert.All(expected, diagnostic => Assert.Contains(diagnostic, found.Select(IdAndLine)));
    }

    /// <summary>A fence that the tests do not read, such as one with another name of the language, would not be compiled.</summary>
    [Fact]
    public void Every_fence_of_C_sharp_is_compiled()
    {
        int fences = DocumentationPage.All.Values.Sum(page => AnyFence().Count(page.Text));

        Assert.Equal(fences, Blocks.Count);
        Assert.True(fences >= 60, $"Only {fences} blocks were found.");
    }

    private static (string Id, int Line) IdAndLine(Diagnostic diagnostic) =>
        (diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line);

    [GeneratedRegex(@"//.*?\b(SPG\d{3})\b")]
    private static partial Regex ExpectedDiagnostic();

    [GeneratedRegex(@"^\s*(```+|~~~+)\s*(csharp|c#|cs)\b", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex AnyFence();
}
