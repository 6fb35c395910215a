using System.Text.RegularExpressions;
using Spectacles.Gateway.Tests;

namespace DocumentationTests;

/// <summary>
/// The commands in the documentation name scripts, folders and options that exist. Which of them are run, and why the others are not, is
/// in <see cref="CommandCoverageTests"/>.
/// </summary>
public sealed partial class ConsoleBlockTests
{
    public static TheoryData<string, string> Commands =>
    [
        .. from page in DocumentationPage.All.Values
           from block in page.Blocks
           where block.Language == "console"
           from command in Command().Matches(block.Text).Select(match => match.Groups[1].Value.Trim())
           where PathOfRepository().IsMatch(command)
           select (page.Path, command),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Scripts_and_folders_of_a_command_exist(string page, string command)
    {
        var missing = PathOfRepository().Matches(command).Select(match => match.Value).Where(
            path => !File.Exists(Repository.PathOf(path)) && !Directory.Exists(Repository.PathOf(path)));

        Assert.True(!missing.Any(), $"{page}: {command}: {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Options_of_a_script_exist(string page, string command)
    {
        var script = Script().Match(command);
        if (script.Success)
        {
            string text = ScriptText(script.Groups["path"].Value);

            Assert.All(
                Option().Matches(script.Groups["arguments"].Value).Select(option => option.Value),
                option => Assert.True(text.Contains(option, StringComparison.Ordinal), $"{page}: {command}: {option}"));
        }
    }

    /// <summary>The script, and the sources of the programs that it starts.</summary>
    private static string ScriptText(string path)
    {
        string script = File.ReadAllText(Repository.PathOf(path));
        var projects = ProjectFolder().Matches(script).Select(match => Repository.PathOf(match.Value)).Where(Directory.Exists);
        return script + string.Concat(
            projects.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
    }

    [GeneratedRegex(@"^\$ ([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w./-])(eng|bench|src|samples|tests|docs|generators)/[\w./-]+")]
    private static partial Regex PathOfRepository();

    [GeneratedRegex(@"^(?<path>(eng|bench)/[\w./-]+\.sh)(?<arguments>.*)")]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<=\s)--[a-z][\w-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"(tests|bench|src)/[\w.]+")]
    private static partial Regex ProjectFolder();
}
