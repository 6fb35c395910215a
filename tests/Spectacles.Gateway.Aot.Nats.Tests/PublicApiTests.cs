using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The public API of the package as text, so that a change of it is read before it is made.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Package_surface_matches_snapshot() => PublicApiSnapshot.Verify(typeof(NatsEngine).Assembly, "PublicApi.Nats.txt");

    [Fact]
    public void Public_types_are_in_the_namespace_of_fleets() =>
        Assert.All(typeof(NatsEngine).Assembly.GetExportedTypes(), type => Assert.Equal("Spectacles.Gateway.Fleet", type.Namespace));
}
