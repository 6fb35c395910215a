using System.Text;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Values that users have not finished, or that look like numbers.</summary>
public sealed class UnfinishedTests
{
    [Theory]
    [InlineData("title", "\"a\"", "length", "\"1\"", "a   5=t")]
    [InlineData("title", "\"a\"", "length", "\"1m\"", "a 00:01:00  5=t")]
    [InlineData("title", "\"a\"", "number", "\"-\"", "a   5=t")]
    [InlineData("title", "\"a\"", "number", "\"3\"", "a  3 5=t")]
    [InlineData("title", "\"a\"", "factor", "\"0.\"", "a   0=t")]
    [InlineData("title", "\"a\"", "factor", "\"x\"", "a   5=t")]
    [InlineData("title", "\"a\"", "order", "\"Old\"", "a   5=t")]
    public async Task Sibling_that_is_not_finished_is_null_for_suggestions(
        string focused, string typed, string sibling, string value, string expected)
    {
        string options = $"{Payload.Option(focused, 3, typed, ",\"focused\":true")},{Payload.Option(sibling, 3, value)}";

        var suggested = await new Unfinished().SuggestAsync(Payload.Autocomplete("unfinished", options));

        Assert.Equal(expected, Assert.Single(suggested));
    }

    [Fact]
    public async Task Number_that_is_not_finished_is_null_for_its_own_suggestions()
    {
        var suggested = await new Unfinished().SuggestAsync(
            Payload.Autocomplete("unfinished", Payload.Option("number", 4, "\"-\"", ",\"focused\":true")));

        Assert.Equal("none=0", Assert.Single(suggested));
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1e3", -1000.0)]
    [InlineData("1,5", null)]
    [InlineData("1,000", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1e999", null)]
    public void Number_is_read_as_Discord_writes_it(string text, double? expected) =>
        Assert.Equal(expected, Read<double, ParsableText<double>>(text));

    private static T? Read<T, TText>(string text) where T : struct where TText : ITextValue<T> =>
        TText.TryRead(Encoding.UTF8.GetBytes(text), out var value) ? value : null;
}
