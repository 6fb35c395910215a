using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The public API of the REST package as text, so that a change of it is read before it is made.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Rest_package_surface_matches_snapshot() => PublicApiSnapshot.Verify(typeof(BotRest).Assembly, "PublicApi.Rest.txt");

    [Fact]
    public void Public_types_are_in_one_namespace() =>
        Assert.Equal(["Spectacles.Gateway.Rest"], typeof(BotRest).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct());
}
