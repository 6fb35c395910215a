using System.Text;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Durations as users type them.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("2d 4h", "2.04:00:00")]
    [InlineData("1w", "7.00:00:00")]
    [InlineData("45s", "00:00:45")]
    [InlineData("250ms", "00:00:00.2500000")]
    [InlineData("1M 5S", "00:01:05")]
    [InlineData(" 3 h ", "03:00:00")]
    [InlineData("0s", "00:00:00")]
    public void Text_is_a_duration(string text, string expected)
    {
        Assert.True(DurationText.TryRead(Encoding.UTF8.GetBytes(text), out var duration));
        Assert.Equal(expected, $"{duration}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("h")]
    [InlineData("1m1h")]
    [InlineData("1h1h")]
    [InlineData("1y")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("999999999w")]
    [InlineData("9999999999s")]
    public void Text_is_no_duration(string text) => Assert.False(DurationText.TryRead(Encoding.UTF8.GetBytes(text), out _));
}
