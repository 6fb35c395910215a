using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>The line length of the C# sources.</summary>
public sealed partial class LineLengthTests
{
    private const int Limit = 140;

    /// <summary>Payloads in raw strings are not counted, because a line break would change their bytes.</summary>
    [Fact]
    public void Lines_have_at_most_140_characters()
    {
        var files = Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Excepted().IsMatch(Path.GetRelativePath(Repository.Root, file)));
        var tooLong = from file in files
                      let lines = RawString().Replace(File.ReadAllText(file), KeepLines).Split('\n')
                      from number in Enumerable.Range(1, lines.Length)
                      where lines[number - 1].TrimEnd('\r').Length > Limit
                      select $"{Path.GetRelativePath(Repository.Root, file)}:{number}";

        Assert.Empty(tooLong);
    }

    private static string KeepLines(Match literal) => new('\n', literal.Value.Count(character => character == '\n'));

    [GeneratedRegex(@"(^|[\\/])(artifacts|bin|obj|node_modules|Snapshots)[\\/]|\.g\.cs$")]
    private static partial Regex Excepted();

    [GeneratedRegex(""""
        "{3,}[\s\S]*?"{3,}
        """")]
    private static partial Regex RawString();
}
