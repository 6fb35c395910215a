using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary><c>dotnet new spectacles-bot</c>.</summary>
public sealed partial class TemplateTests(Workspace workspace)
{
    [Fact]
    public async Task Template_is_installed_tested_published_and_runs()
    {
        string folder = await workspace.CreateFolderAsync("template");
        string hive = Path.Combine(folder, "hive");
        await Workspace.MeasureAsync("dotnet new install", () => workspace.DotnetAsync(
            folder, "new", "install", $"Spectacles.Gateway.Aot.Templates@{Release.VersionPrefix}", "--debug:custom-hive", hive));
        await workspace.DotnetAsync(folder, "new", "spectacles-bot", "-o", "MyBot", "--debug:custom-hive", hive);
        string bot = Path.Combine(folder, "MyBot");

        string tests = await Workspace.MeasureAsync("dotnet test of the new bot", () => workspace.DotnetAsync(bot, "test"));
        Assert.Matches(@"succeeded: 1\b", tests);
        string published = await Workspace.MeasureAsync(
            "dotnet publish of the new bot", () => workspace.DotnetAsync(bot, "publish", "MyBot", "-c", "Release"));
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);

        string executable = Path.Combine(
            bot, "MyBot", "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish", "MyBot");
        TestContext.Current.TestOutputHelper!.WriteLine($"MyBot: {new FileInfo(executable).Length} bytes");
        await BotRun.AnswersPingAndStopsAsync(workspace, bot, executable);
        await BotRun.EndsWith78IfItIsRefusedAsync(workspace, bot, executable);
        string?[] files = Directory.EnumerateFiles(bot).Select(Path.GetFileName).ToArray();
        Assert.Equal(
            [".dockerignore", ".gitignore", "Dockerfile", "MyBot.slnx", "README.md", "global.json", "mybot.service"],
            files.Order(StringComparer.Ordinal));
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        Assert.All(
            Directory.EnumerateFiles(bot, "*", everywhere).Where(file => !BuildOutput().IsMatch(file)),
            file => Assert.DoesNotMatch("(?i)spectaclesbot|PACKAGE_VERSION", File.ReadAllText(file)));
    }

    [Fact]
    public void Template_uses_the_test_framework_in_the_version_of_the_repository()
    {
        string tested = XDocument.Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Single(package => package.Attribute("Include")!.Value == "xunit.v3.mtp-v2")
            .Attribute("Version")!
            .Value;
        string project = File.ReadAllText(Directory.EnumerateFiles(
            Repository.PathOf("templates"), "SpectaclesBot.Tests.csproj", SearchOption.AllDirectories).Single());

        Assert.Contains($"Include=\"xunit.v3.mtp-v2\" Version=\"{tested}\"", project, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
