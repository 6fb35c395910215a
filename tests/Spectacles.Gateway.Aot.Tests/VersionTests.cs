using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spectacles.Gateway.Tests;

/// <summary>VersionPrefix in Directory.Build.props is the only source of the version.</summary>
public sealed partial class VersionTests
{
    private static readonly string Version =
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    [Fact]
    public void Assembly_and_user_agent_have_the_version()
    {
        Assert.Equal(Version, typeof(Cluster).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(Version, BuildProperties.Version.Split('-')[0]);
        Assert.Contains($", {BuildProperties.Version})", UserAgent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_and_samples_name_the_version()
    {
        var named = MarkdownTests.Pages.Select(page => page.Data)
            .Append("samples/bot.cs")
            .SelectMany(
                file => PackageVersion().Matches(File.ReadAllText(Repository.PathOf(file))).Select(match => (file, match.Groups[1].Value)))
            .ToArray();

        Assert.True(named.Length > 4);
        Assert.All(named, use => Assert.Equal((use.file, Version), use));
    }

    [Fact]
    public void No_project_has_a_version_of_its_own() =>
        Assert.DoesNotContain(
            new[] { "src", "templates" }.SelectMany(
                folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories)),
            project => File.ReadAllText(project).Contains("<Version", StringComparison.Ordinal));

    [GeneratedRegex("""Spectacles\.Gateway\.Aot[.\w]*(?:@|" Version="| --version )(\d[\w.-]*)""")]
    private static partial Regex PackageVersion();
}
