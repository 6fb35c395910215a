using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The keys of maps are ids of 64 bits, up to the greatest.</summary>
public sealed class MapKeyTests
{
    [Fact]
    public void Greatest_id_of_20_digits_is_a_valid_map_key()
    {
        var resolved = new ResolvedData.View(
            """{"users":{"7":{"id":"7","username":"Ann"},"18446744073709551615":{"id":"18446744073709551615","username":"Max"}}}"""u8);

        Assert.True(resolved.Users.TryGetValue(ulong.MaxValue, out var greatest) && greatest.Username.Equals("Max"u8));
        Assert.Equal("Max", resolved.ToModel().Users![new Snowflake(ulong.MaxValue)].Username);
        Assert.False(resolved.Users.TryGetValue(ulong.MaxValue - 1, out _));
    }
}
