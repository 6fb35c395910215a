using System.ComponentModel;
using System.Reflection;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The public API of the package for interactions as text, so that a change of it is read before it is made.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Interactions_package_surface_matches_snapshot() =>
        PublicApiSnapshot.Verify(typeof(InteractionDispatcher).Assembly, "PublicApi.Interactions.txt");

    [Fact]
    public void Public_types_are_in_two_namespaces_and_those_for_emitted_code_are_hidden_from_IntelliSense()
    {
        var types = typeof(InteractionDispatcher).Assembly.GetExportedTypes().ToLookup(type => type.Namespace);

        Assert.Equal(
            ["Spectacles.Gateway.CompilerServices", "Spectacles.Gateway.Interactions"],
            types.Select(space => space.Key).Order());
        Assert.DoesNotContain(
            types["Spectacles.Gateway.CompilerServices"],
            type => !type.IsNested && type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never);
    }
}
