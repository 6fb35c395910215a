using System.ComponentModel;
using System.Reflection;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// The public API as text, what is emitted from the event schema included, so that a change of it is read before it is made.
/// </summary>
public sealed class PublicApiTests
{
    private const string Events = "Spectacles.Gateway.Events";
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    [Fact]
    public void Library_surface_matches_snapshot() =>
        IsAsRecorded(typeof(Cluster).Assembly, "PublicApi.txt", type => type.Namespace != Events);

    [Fact]
    public void Surface_of_events_matches_snapshot() =>
        IsAsRecorded(typeof(Cluster).Assembly, "PublicApi.Events.txt", type => type.Namespace == Events);

    [Fact]
    public void Testing_package_surface_matches_snapshot() => IsAsRecorded(typeof(SimulatedGateway).Assembly, "PublicApi.Testing.txt");

    [Fact]
    public void Zstd_package_surface_matches_snapshot() => IsAsRecorded(typeof(ZstdTransportCompression).Assembly, "PublicApi.Zstd.txt");

    [Fact]
    public void Public_types_of_the_library_are_in_three_namespaces_and_those_for_emitted_code_are_hidden_from_IntelliSense()
    {
        var types = typeof(Cluster).Assembly.GetExportedTypes().ToLookup(type => type.Namespace);

        Assert.Equal(
            ["Spectacles.Gateway", "Spectacles.Gateway.CompilerServices", Events],
            types.Select(space => space.Key).Order());
        Assert.DoesNotContain(
            types["Spectacles.Gateway.CompilerServices"],
            type => !type.IsNested && type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never);
        Assert.Equal(
            ["Spectacles.Gateway.Testing"], typeof(SimulatedGateway).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct());
        Assert.Equal(
            ["Spectacles.Gateway"], typeof(ZstdTransportCompression).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct());
    }

    private static void IsAsRecorded(Assembly assembly, string snapshot, Func<Type, bool>? includes = null)
    {
        string api = PublicApiListing.Of(assembly, includes ?? (_ => true));
        string file = Path.Combine(Repository.Root, "tests", "Spectacles.Gateway.Aot.Tests", "Snapshots", snapshot);
        if (Rewrites)
        {
            File.WriteAllText(file, api);
        }

        string recorded = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        string[] gone = [.. recorded.Split('\n').Except(api.Split('\n')).Select(line => $"- {line}")];
        string[] come = [.. api.Split('\n').Except(recorded.Split('\n')).Select(line => $"+ {line}")];
        Assert.True(recorded == api, $"""
            The public API is not what Snapshots/{snapshot} shows. If that is meant, run the tests with UPDATE_SNAPSHOTS=1, read the change of the file, and commit it.
            {string.Join('\n', [.. gone, .. come])}
            """);
    }
}
