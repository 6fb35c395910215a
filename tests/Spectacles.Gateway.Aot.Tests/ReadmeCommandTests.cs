using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>The commands that the README gives a newcomer are the commands that continuous integration runs.</summary>
public sealed partial class ReadmeCommandTests
{
    [Fact]
    public void Try_it_commands_of_the_README_are_run_verbatim_by_CI()
    {
        string section = Regex.Match(Read("README.md"), "^## Try it$(.*?)^## ", RegexOptions.Singleline | RegexOptions.Multiline)
            .Groups[1]
            .Value;
        string console = ConsoleBlock().Match(section).Groups[1].Value;
        string[] commands = [.. Command().Matches(console).Select(match => match.Groups[1].Value.TrimEnd())];
        string[] run = Read(".ci/run").Split('\n');

        Assert.Contains("eng/test.sh", commands);
        Assert.Equal(commands, run.Where(commands.Contains));
    }

    private static string Read(string path) => File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");

    [GeneratedRegex("^```console$(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"^\$ ([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
