namespace Spectacles.Gateway.Packages.Tests;

/// <summary>
/// The packages that eng/release.sh writes: those in the folder SPECTACLES_RELEASE, or else they are packed once for all tests.
/// </summary>
internal static class Release
{
    private static readonly Lazy<Task<string>> Packed = new(PackAsync);

    /// <summary>The only source of the version.</summary>
    public static string VersionPrefix { get; } = System.Xml.Linq.XDocument.Load(Repository.PathOf("Directory.Build.props"))
        .Descendants("VersionPrefix")
        .Single()
        .Value;

    private static string? Given => Environment.GetEnvironmentVariable("SPECTACLES_RELEASE");

    /// <summary>The folder of the packages.</summary>
    public static Task<string> FolderAsync()
    {
        Assert.SkipUnless(
            Given is { Length: > 0 } || Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1",
            "Packing takes minutes; eng/test.sh --all and eng/release.sh run this test.");
        return Packed.Value;
    }

    public static async Task<Package[]> PackagesAsync() =>
        [.. Directory.GetFiles(await FolderAsync(), "*.nupkg").Order(StringComparer.Ordinal).Select(file => new Package(file))];

    private static async Task<string> PackAsync()
    {
        if (Given is { Length: > 0 } given)
        {
            return given;
        }

        string folder = Repository.PathOf("artifacts", "packages-tests");
        var packing = await Command.RunAsync(
            Repository.Root, "bash", ["eng/release.sh", "--pack-only", "--output", folder], new Dictionary<string, string?>());
        Assert.True(packing.ExitCode == 0, packing.Output);
        return folder;
    }
}
