using System.Text.RegularExpressions;
using Spectacles.Gateway.Tests;

namespace DocumentationTests;

/// <summary>A page of the documentation: the README, the pages in docs, and those of the packages, the samples and the templates.</summary>
internal sealed partial class DocumentationPage
{
    private static readonly string[] Folders = ["docs", "samples", "src", "templates"];

    private DocumentationPage(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");
        Blocks =
        [
            .. Fence().Matches(Text).Select(
                block => new CodeBlock(
                    Text.AsSpan(0, block.Groups["text"].Index).Count('\n') + 1,
                    block.Groups["language"].Value,
                    block.Groups["text"].Value)),
        ];
    }

    /// <summary>All pages, by their paths in the repository.</summary>
    public static IReadOnlyDictionary<string, DocumentationPage> All { get; } = Folders
        .Where(folder => Directory.Exists(Repository.PathOf(folder)))
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
        .Append(Repository.PathOf("README.md"))
        .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(path => !Generated().IsMatch(path))
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => path, path => new DocumentationPage(path), StringComparer.Ordinal);

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules)/")]
    private static partial Regex Generated();

    [GeneratedRegex(@"^ *```(?<language>[^\s`]*)[^\n]*\n(?<text>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
