using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>What is in the packages of a release. eng/release.sh runs these tests over the packages that it has packed.</summary>
public sealed partial class ReleaseTests
{
    private const string Tool = "Spectacles.Gateway.Aot.Cli";

    [Fact]
    public async Task Every_project_is_a_package_and_all_have_one_version()
    {
        var packages = await Release.PackagesAsync();
        var projects = new[] { "src", "templates" }
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.csproj", new EnumerationOptions
            {
                RecurseSubdirectories = true,
                MaxRecursionDepth = 1,
            }))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(
            projects.Order(StringComparer.Ordinal),
            packages.Where(package => package.Type != "DotnetToolRidPackage").Select(package => package.Id).Order(StringComparer.Ordinal));
        Assert.Matches(
            $@"\A{Regex.Escape(Release.VersionPrefix)}(-[\w.]+)?\z",
            Assert.Single(packages.Select(package => package.Version).Distinct()));
    }

    [Fact]
    public async Task Every_package_has_a_page_an_icon_a_licence_and_notes()
    {
        string url = Url();
        Assert.All(await Release.PackagesAsync(), package =>
        {
            Assert.Contains("README.md", package.Files);
            Assert.Equal("README.md", package.Value("readme"));
            Assert.Contains("icon.png", package.Files);
            Assert.Equal("icon.png", package.Value("icon"));
            Assert.Equal("MIT", package.Value("license"));
            Assert.InRange(package.Value("description")!.Length, 40, 4_000);
            Assert.Contains("discord", package.Value("tags"), StringComparison.Ordinal);
            Assert.StartsWith("## ", package.Value("releaseNotes"), StringComparison.Ordinal);
            Assert.InRange(package.Value("releaseNotes")!.Length, 20, 35_000);

            // While the address of the repository is not known, no package has a link to it.
            Assert.Equal(url.Length > 0 ? url : null, package.Value("projectUrl"));
            Assert.Equal(
                url.Length > 0 ? url : null,
                package.Metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "repository")?.Attribute("url")?.Value);
        });
    }

    [Fact]
    public async Task Libraries_contain_their_assembly_and_its_documentation()
    {
        var libraries = (await Release.PackagesAsync()).Where(package => package.Type is null).ToArray();

        Assert.NotEmpty(libraries);
        Assert.All(libraries, package =>
        {
            Assert.Contains($"lib/net10.0/{package.Id}.dll", package.Files);
            Assert.Contains($"lib/net10.0/{package.Id}.xml", package.Files);
        });
        var core = libraries.Single(package => package.Id == "Spectacles.Gateway.Aot");
        Assert.Contains("analyzers/dotnet/cs/Spectacles.Gateway.Aot.Generators.dll", core.Files);
        Assert.Contains("buildTransitive/Spectacles.Gateway.Aot.targets", core.Files);
        Assert.Contains("Events/discord-v10.json", core.Files);
        Assert.Contains("Events/gateway-schema.json", core.Files);
        var testing = libraries.Single(package => package.Id == "Spectacles.Gateway.Aot.Testing");
        Assert.Contains("World/world.schema.json", testing.Files);
    }

    /// <summary>The attributes of that package need the generator, which is in the library's package.</summary>
    [Fact]
    public async Task Package_for_interactions_brings_the_generator_and_the_build_files()
    {
        var interactions = (await Release.PackagesAsync()).Single(package => package.Id == "Spectacles.Gateway.Aot.Interactions");
        var library = interactions.Metadata.Descendants().Single(element => (string?)element.Attribute("id") == "Spectacles.Gateway.Aot");

        Assert.Equal(("All", null), ((string?)library.Attribute("include"), (string?)library.Attribute("exclude")));
    }

    /// <summary>With symbols inside, and the same bytes wherever it is built: no path of the machine.</summary>
    [Fact]
    public async Task Every_assembly_is_deterministic_and_has_its_symbols_inside()
    {
        int assemblies = 0;
        foreach (var package in await Release.PackagesAsync())
        {
            Assert.DoesNotContain(package.Files, file => Path.GetExtension(file) is ".pdb" or ".dbg");
            foreach (string file in package.Files.Where(file => OwnAssembly().IsMatch(file)))
            {
                using var reader = new PEReader(new MemoryStream(package.Bytes(file)));
                var entries = reader.ReadDebugDirectory();
                Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
                using var symbols = reader.ReadEmbeddedPortablePdbDebugDirectoryData(
                    Assert.Single(entries, entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
                var pdb = symbols.GetMetadataReader();
                Assert.All(pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name)), name =>
                    Assert.StartsWith("/_", name, StringComparison.Ordinal));
                assemblies++;
            }
        }

        Assert.InRange(assemblies, 5, 100);
    }

    [Fact]
    public async Task Dependencies_of_a_package_are_listed_in_the_documentation()
    {
        string page = await File.ReadAllTextAsync(Repository.PathOf("docs", "dependencies.md"), TestContext.Current.CancellationToken);
        foreach (var package in await Release.PackagesAsync())
        {
            Assert.All(
                package.Dependencies.Where(dependency => !dependency.StartsWith("Spectacles.", StringComparison.Ordinal)),
                dependency => Assert.Contains($"`{dependency.Split(' ')[0]}` {dependency.Split(' ')[1]}", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Tool_names_only_runtimes_whose_package_is_in_the_folder()
    {
        var packages = await Release.PackagesAsync();
        var pointer = packages.Single(package => package.Id == Tool);
        string settings = pointer.Text(pointer.Files.Single(file => file.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal)));
        var runtimes = XDocument.Parse(settings).Descendants("RuntimeIdentifierPackage");
        string[] named = [.. runtimes.Select(runtime => runtime.Attribute("Id")!.Value)];

        Assert.Contains($"{Tool}.any", named);
        Assert.Equal(
            packages.Where(package => package.Type == "DotnetToolRidPackage").Select(package => package.Id).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(pointer.Files, file => file.EndsWith(".dll", StringComparison.Ordinal));
        foreach (var native in packages.Where(package => package.Type == "DotnetToolRidPackage" && package.Id != $"{Tool}.any"))
        {
            Assert.DoesNotContain(native.Files, file => file.EndsWith(".dll", StringComparison.Ordinal));
            string executable = native.Files.Single(file => Path.GetFileNameWithoutExtension(file) == "spectacles");
            TestContext.Current.TestOutputHelper!.WriteLine($"{native.Id}: {native.Bytes(executable).Length} bytes");
        }
    }

    /// <summary>The address, as it is set in Directory.Build.props.</summary>
    private static string Url() =>
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("ProjectUrl").Single().Value.TrimEnd('/');

    [GeneratedRegex(@"(^|/)(Spectacles\.[\w.]+|spectacles)\.dll$")]
    private static partial Regex OwnAssembly();
}
