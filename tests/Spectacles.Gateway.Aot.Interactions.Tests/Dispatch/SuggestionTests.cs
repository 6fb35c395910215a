namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Values that are suggested while a user types.</summary>
public sealed class SuggestionTests
{
    [Fact]
    public void Texts_of_Discords_greatest_length_are_accepted()
    {
        string most = string.Concat(Enumerable.Repeat("🎵", 100));

        var suggestion = new Suggestion(most, most);

        Assert.Equal((most, most), (suggestion.Name, suggestion.AsString));
    }

    [Fact]
    public void Longer_texts_are_refused_before_Discord_refuses_all_suggestions()
    {
        string tooLong = new('a', 101);

        Assert.Contains("and Discord allows 100", Refused(() => new Suggestion(tooLong, "value")), StringComparison.Ordinal);
        Assert.Contains("101 characters", Refused(() => new Suggestion("name", tooLong)), StringComparison.Ordinal);
        Assert.Contains("101 characters", Refused(() => new Suggestion(tooLong, 1)), StringComparison.Ordinal);
        Assert.Contains("101 characters", Refused(() => new Suggestion(tooLong, 1.5)), StringComparison.Ordinal);
        Assert.Contains("101 characters", Refused(() => tooLong), StringComparison.Ordinal);
        Assert.Contains("empty", Refused(() => ""), StringComparison.Ordinal);
    }

    private static string Refused(Func<Suggestion> create) => Assert.ThrowsAny<ArgumentException>(() => create()).Message;
}
