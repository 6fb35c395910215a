using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>The public API of the hosting package as text, so that a change of it is read before it is made.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Hosting_package_surface_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(GatewayBotBuilder).Assembly, "PublicApi.Hosting.txt");

    [Fact]
    public void Public_types_are_in_the_namespace_of_hosting_or_in_that_of_services() =>
        Assert.Equal(
            ["Microsoft.Extensions.DependencyInjection", "Spectacles.Gateway.Hosting"],
            typeof(GatewayBotBuilder).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct().Order());
}
