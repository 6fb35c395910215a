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

    [Fact]
    public void Library_surface_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(Cluster).Assembly, "PublicApi.txt", type => type.Namespace != Events);

    [Fact]
    public void Surface_of_events_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(Cluster).Assembly, "PublicApi.Events.txt", type => type.Namespace == Events);

    [Fact]
    public void Testing_package_surface_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(SimulatedGateway).Assembly, "PublicApi.Testing.txt");

    [Fact]
    public void Zstd_package_surface_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(ZstdTransportCompression).Assembly, "PublicApi.Zstd.txt");

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
}
