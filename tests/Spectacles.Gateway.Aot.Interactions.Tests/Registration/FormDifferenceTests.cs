using System.Collections.Immutable;
using System.Text;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The fields that are named for a changed command.</summary>
public sealed class FormDifferenceTests
{
    private const string Play =
        """
        {"type":1,"name":"play","name_localizations":{"de":"spielen"},"description":"Plays a song","options":[
        {"type":3,"name":"song","description":"The song"},
        {"type":4,"name":"volume","description":"0 to 100","choices":[{"name":"low","value":10},{"name":"high","value":90}]}]}
        """;

    [Theory]
    [InlineData("Plays a song", "Plays", "description")]
    [InlineData("spielen", "abspielen", "name_localizations")]
    [InlineData("\"name\":\"song\"", "\"name\":\"title\"", "options.title (new), options.song (removed)")]
    [InlineData("\"description\":\"The song\"", "\"description\":\"The song\",\"required\":true", "options.song.required")]
    [InlineData("90", "95", "options.volume.choices.high.value")]
    [InlineData(
        "{\"name\":\"low\",\"value\":10},{\"name\":\"high\",\"value\":90}",
        "{\"name\":\"high\",\"value\":90},{\"name\":\"low\",\"value\":10}",
        "options.volume.choices (order)")]
    [InlineData("Plays", "Plays", "")]
    public void Fields_are_named_by_their_paths(string before, string after, string expected)
    {
        var form = new CommandForm(isOfGuild: false, [0]);
        byte[] registered = form.Of(Encoding.UTF8.GetBytes(Play));
        byte[] own = form.Of(Encoding.UTF8.GetBytes(Play.Replace(before, after, StringComparison.Ordinal)));

        Assert.Equal(expected, string.Join(", ", FormDifference.Find(own, registered)));
    }

    [Fact]
    public void At_most_five_fields_are_shown()
    {
        var difference = new CommandDifference
        {
            Changed = ["/play"],
            ChangedFields = new Dictionary<string, IReadOnlyList<string>>
            {
                ["/play"] = ["a", "b", "c", "d", "e", "f", "g"],
            }.ToImmutableDictionary(),
        };

        Assert.StartsWith("~ /play: a, b, c, d, e and 2 more\n", difference.ToString(), StringComparison.Ordinal);
    }
}
