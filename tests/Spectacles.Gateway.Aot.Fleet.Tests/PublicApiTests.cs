using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The public API of the fleet package as text, so that a change of it is read before it is made.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Fleet_package_surface_matches_snapshot() => PublicApiSnapshot.Verify(typeof(FleetPlan).Assembly, "PublicApi.Fleet.txt");

    [Fact]
    public void Public_types_are_in_one_namespace() =>
        Assert.Equal(["Spectacles.Gateway.Fleet"], typeof(FleetPlan).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct());
}
