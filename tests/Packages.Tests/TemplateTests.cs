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
        await workspace.DotnetAsync(folder, "new", "spectacles-bot", "-o", "my-bot", "--debug:custom-hive", hive);
        string bot = Path.Combine(folder, "my-bot");

        string tests = await Workspace.MeasureAsync("dotnet test of the new bot", () => workspace.DotnetAsync(bot, "test"));
        Assert.Matches(@"succeeded: 1\b", tests);
        string published = await Workspace.MeasureAsync(
            "dotnet publish of the new bot", () => workspace.DotnetAsync(bot, "publish", "my-bot", "-c", "Release"));
        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);

        string executable = Path.Combine(
            bot, "my-bot", "bin", "Release", "net10.0", RuntimeInformation.RuntimeIdentifier, "publish", "my-bot");
        TestContext.Current.TestOutputHelper!.WriteLine($"my-bot: {new FileInfo(executable).Length} bytes");
        await BotRun.AnswersPingAndStopsAsync(workspace, bot, executable);
        await BotRun.EndsWith78IfItIsRefusedAsync(workspace, bot, executable);
        string?[] files = Directory.EnumerateFiles(bot).Select(Path.GetFileName).ToArray();
        Assert.Equal(
            [".dockerignore", ".gitignore", "Dockerfile", "README.md", "global.json", "my-bot.service", "my-bot.slnx"],
            files.Order(StringComparer.Ordinal));
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        Assert.All(
            Directory.EnumerateFiles(bot, "*", everywhere).Where(file => !BuildOutput().IsMatch(file)),
            file => Assert.DoesNotMatch("(?i)spectaclesbot|PACKAGE_VERSION", File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("MyBot", "MyBot", "mybot")]
    [InlineData("My.Bot", "My.Bot", "my-bot")]
    [InlineData("my-bot", "my_bot", "my-bot")]
    [InlineData("my bot", "my_bot", "my-bot")]
    [InlineData("2bot", "_2bot", "2bot")]
    public async Task Template_refers_to_its_projects_by_any_name(string name, string rootNamespace, string service)
    {
        string folder = workspace.CreateFolderWithoutPackages($"template of {name}");
        string hive = Path.Combine(folder, "hive");
        string template = Repository.PathOf("templates", "Spectacles.Gateway.Aot.Templates", "content", "spectacles-bot");
        await workspace.DotnetAsync(folder, "new", "install", template, "--debug:custom-hive", hive);
        await workspace.DotnetAsync(folder, "new", "spectacles-bot", "-o", name, "--debug:custom-hive", hive);
        string bot = Path.Combine(folder, name);

        string project = Path.Combine(bot, name, $"{name}.csproj");
        string tests = Path.Combine(bot, $"{name}.Tests", $"{name}.Tests.csproj");
        Assert.Equal([project, tests], References(Path.Combine(bot, $"{name}.slnx"), "Project", "Path"));
        Assert.Equal([project], References(tests, "ProjectReference", "Include"));
        string image = await File.ReadAllTextAsync(Path.Combine(bot, "Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Contains($"dotnet publish \"{name}\" ", image, StringComparison.Ordinal);
        Assert.Contains($"ENTRYPOINT [\"/app/{name}\"]", image, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(bot, $"{service}.service")));
        string code = await File.ReadAllTextAsync(Path.Combine(bot, name, "Ping.cs"), TestContext.Current.CancellationToken);
        Assert.Contains($"namespace {rootNamespace};", code, StringComparison.Ordinal);
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
            Repository.PathOf("templates"), "SpectaclesBot.1.Tests.csproj", SearchOption.AllDirectories).Single());

        Assert.Contains($"Include=\"xunit.v3.mtp-v2\" Version=\"{tested}\"", project, StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(string file, string element, string attribute) => XDocument.Load(file)
        .Descendants(element)
        .Select(found => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, found.Attribute(attribute)!.Value)));

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
