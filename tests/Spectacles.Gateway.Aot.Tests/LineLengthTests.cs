using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>The line length of the C# sources. Add a folder when all of its files are within the limit.</summary>
public sealed partial class LineLengthTests
{
    private const int Limit = 140;

    private static readonly string[] Folders =
    [
        "bench",
        "samples",
        "src/Spectacles.Gateway.Aot",
        "src/Spectacles.Gateway.Aot.Cli",
        "src/Spectacles.Gateway.Aot.Testing",
        "src/Spectacles.Gateway.Aot.Zstd",
        "tests/AotTests",
        "tests/AotTests.App",
        "tests/AotTests.TypingBot",
        "tests/AotTests.ViewBot",
        "tests/Hostile",
        "tests/Hostile.Tests",
        "tests/Shared",
        "tests/Spectacles.Gateway.Aot.Cli.Tests",
        "tests/Spectacles.Gateway.Aot.Testing.Tests",
        "tests/Spectacles.Gateway.Aot.Zstd.Tests",
    ];

    public static TheoryData<string> CheckedFolders => [.. Folders];

    /// <summary>Payloads in raw strings are not counted, because a line break would change their bytes.</summary>
    [Theory]
    [MemberData(nameof(CheckedFolders))]
    public void Lines_have_at_most_140_characters(string folder)
    {
        var files = Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Excepted().IsMatch(Path.GetRelativePath(Repository.Root, file)));
        var tooLong = from file in files
                      let lines = RawString().Replace(File.ReadAllText(file), KeepLines).Split('\n')
                      from number in Enumerable.Range(1, lines.Length)
                      where lines[number - 1].TrimEnd('\r').Length > Limit
                      select $"{Path.GetRelativePath(Repository.Root, file)}:{number}";

        Assert.Empty(tooLong);
    }

    private static string KeepLines(Match literal) => new('\n', literal.Value.Count(character => character == '\n'));

    [GeneratedRegex(@"[\\/](bin|obj|Snapshots)[\\/]|\.g\.cs$")]
    private static partial Regex Excepted();

    [GeneratedRegex(""""
        "{3,}[\s\S]*?"{3,}
        """")]
    private static partial Regex RawString();
}
