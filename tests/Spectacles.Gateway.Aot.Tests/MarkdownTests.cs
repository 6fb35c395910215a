using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>The Markdown of the repository: its width, its links, and the indexes of its pages.</summary>
public sealed partial class MarkdownTests
{
    private const int Width = 120;

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.TopDirectoryOnly)
            .Concat(new[] { "bench", "docs", "eng", "samples" }.SelectMany(
                folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !Generated().IsMatch(file))
            .Concat(PackagePages.Select(row => row.Data))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The page of each package, which a package registry shows alone.</summary>
    public static TheoryData<string> PackagePages =>
    [
        .. new[] { "src", "templates" }.Select(folder => Repository.PathOf(folder))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetRelativePath(Repository.Root, Path.Combine(folder, "README.md")).Replace('\\', '/')),
    ];

    /// <summary>Tables, code and lines that consist of one link or code span are not wrapped.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Prose_is_wrapped_at_120_columns(string page)
    {
        string prose = Fence().Replace(Read(page), "");
        var tooLong = prose.Split('\n').Where(
            line => line.Length > Width && !line.StartsWith('|') && Unbreakable().Replace(line.Trim(), "x").Contains(' '));

        Assert.Empty(tooLong);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_lead_to_files_and_headings(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var broken = from link in Link().Matches(Fence().Replace(Read(page), "")).Select(match => match.Groups[1].Value)
                     where !link.Contains("://", StringComparison.Ordinal)
                     let parts = link.Split('#')
                     let target = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, parts[0]))
                     where !(File.Exists(target) || Directory.Exists(target)) || (parts.Length > 1 && !Headings(target).Contains(parts[1]))
                     select link;

        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void Links_of_a_package_page_are_absolute(string page) =>
        Assert.DoesNotContain(
            Link().Matches(Fence().Replace(Read(page), "")).Select(match => match.Groups[1].Value),
            link => !link.StartsWith("https://", StringComparison.Ordinal));

    [Fact]
    public void Index_of_documentation_links_every_page() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(Path.GetFileName),
            file => file != "README.md" && !Read("docs/README.md").Contains($"({file})", StringComparison.Ordinal));

    [Fact]
    public void Index_of_decisions_has_the_number_and_title_of_every_record() =>
        Assert.All(
            Directory.EnumerateFiles(Repository.PathOf("docs", "decisions"), "0*.md"),
            file =>
            {
                string name = Path.GetFileName(file);
                string[] title = File.ReadLines(file).First().TrimStart('#', ' ').Split(": ", 2);
                Assert.StartsWith(title[0], name, StringComparison.Ordinal);
                Assert.Contains($"| [{title[0]}]({name}) | {title[1]} |", Read("docs/decisions/README.md"), StringComparison.Ordinal);
            });

    private static string Read(string page) => File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");

    /// <summary>The anchors that GitHub gives to the headings of a page.</summary>
    private static HashSet<string> Headings(string file) =>
    [
        .. Heading().Matches(Fence().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), ""))
            .Select(heading => Punctuation().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"(^|/)(bin|obj|artifacts|node_modules)/")]
    private static partial Regex Generated();

    [GeneratedRegex(@"^[ ]*```.*?^[ ]*```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^([-*] )?(!?\[[^\]]*\]\([^)]*\)|`[^`]*`|<!--.*-->)[.,;:)]?$")]
    private static partial Regex Unbreakable();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
