using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spectacles.Gateway.Tests;

/// <summary>docs/dependencies.md against what the repository really uses.</summary>
public sealed partial class DependencyTests
{
    private static readonly string Root = Repository.Root;
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Root, "docs", "dependencies.md"));

    public static TheoryData<string> ShippedPackages =>
        new(Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)));

    [Fact]
    public void Dependency_page_lists_every_NuGet_package_with_its_version()
    {
        var properties = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));
        string extensions = properties.Descendants("MicrosoftExtensionsVersion").Single().Value;
        var used = properties.Descendants("PackageVersion")
            .Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}"
                .Replace("$(MicrosoftExtensionsVersion)", extensions, StringComparison.Ordinal));

        Assert.Equal(
            used.Order(StringComparer.Ordinal), Rows(".NET packages").Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_listed_NuGet_package_is_referenced()
    {
        var used = new[] { "src", "generators", "tests", "bench", "samples" }.SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.*proj", SearchOption.AllDirectories))
            .Append(Path.Combine(Root, "Directory.Build.props")).Append(Path.Combine(Root, "tests", "Directory.Build.props"))
            .SelectMany(file => PackageReference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();

        Assert.DoesNotContain(Rows(".NET packages").Select(row => row[0]), package => !used.Contains(package));
    }

    [Fact]
    public void Dependency_page_lists_every_npm_package_with_its_version()
    {
        var used = Directory.EnumerateFiles(
            Root, "package.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Where(file => !Generated().IsMatch(Path.GetRelativePath(Root, file)))
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject()
                .Where(property => property.Key.EndsWith("ependencies", StringComparison.Ordinal))
                .SelectMany(group => group.Value!.AsObject())
                .Select(
                    package => $"{Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace('\\', '/')} "
                        + $"{package.Key} {(string)package.Value!}"));

        Assert.Equal(
            used.Order(StringComparer.Ordinal),
            Rows("npm packages").Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_of_the_dependency_page_has_a_licence_a_reason_and_a_replacement() =>
        Assert.DoesNotContain(
            Rows(".NET packages").Concat(Rows("npm packages")), row => row.Any(cell => cell.Length == 0) || row.Length < 6);

    /// <summary>A package that is not built here, as when only this project is, has not been resolved.</summary>
    [Theory]
    [MemberData(nameof(ShippedPackages))]
    public void Dependency_page_lists_everything_that_a_package_installs_for_its_user(string package)
    {
        string assets = Path.Combine(Root, "src", package, "obj", "project.assets.json");
        Assert.SkipUnless(File.Exists(assets), "the project has not been restored");
        var resolved = JsonNode.Parse(File.ReadAllText(assets))!;
        var onlyForTheBuild = resolved["project"]!["frameworks"]!.AsObject()
            .Single()
            .Value!["dependencies"]!.AsObject()
            .Where(entry => (string?)entry.Value!["suppressParent"] == "All")
            .Select(entry => entry.Key)
            .ToHashSet();
        var received = resolved["targets"]!.AsObject().First().Value!.AsObject()
            .Where(entry => (string)entry.Value!["type"]! == "package")
            .Select(entry => entry.Key.Split('/'))
            .Where(entry => !onlyForTheBuild.Contains(entry[0]))
            .Select(entry => $"{entry[0]} {entry[1]}");

        Assert.Equal(received.Order(StringComparer.Ordinal), Receives(package).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Advisories_for_direct_and_transitive_packages_are_CI_errors()
    {
        var properties = XDocument.Load(Path.Combine(Root, "Directory.Build.props"))
            .Descendants()
            .Where(element => !element.HasElements)
            .ToLookup(element => element.Name.LocalName);

        Assert.Equal("all", Assert.Single(properties["NuGetAuditMode"]).Value);
        Assert.Equal("true", Assert.Single(properties["TreatWarningsAsErrors"]).Value);
        Assert.All(
            properties["WarningsNotAsErrors"].Where(element => element.Value.Contains("NU190", StringComparison.Ordinal)),
            element => Assert.Equal("'$(CI)' != 'true'", element.Attribute("Condition")?.Value));
        Assert.Empty(properties["NuGetAudit"]);
    }

    private static string[][] Rows(string heading) =>
    [
        .. Page.SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray()),
    ];

    private static IEnumerable<string> Receives(string package)
    {
        string[] Packages(string text) => [.. Package().Matches(text).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
        string[][] rows = Page.SkipWhile(line => line != "## What ships")
            .TakeWhile(line => line != "## .NET packages")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split('|'))
            .ToArray();
        string cell = rows.Single(row => row[0].Trim() == $"`{package}`")[1];
        return cell.Contains("the same", StringComparison.Ordinal) ? Packages(rows[0][1]).Concat(Packages(cell)) : Packages(cell);
    }

    [GeneratedRegex("""PackageReference Include="([^"]+)""")]
    private static partial Regex PackageReference();

    [GeneratedRegex(@"(^|[\\/])(bin|obj|artifacts|node_modules)[\\/]")]
    private static partial Regex Generated();

    [GeneratedRegex("`([^`]+)` ([0-9][^,; ]*)")]
    private static partial Regex Package();
}
