using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests;

public sealed class EventNamesTests
{
    [Fact]
    public void Known_names_are_those_of_the_schema()
    {
        var schema = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", "discord-v10.json")))!;

        Assert.Equal(
            schema["events"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal),
            EventNames.OfDiscord.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Name_of_a_handler_is_known_and_any_other_is_not()
    {
        var names = new EventNames(["MINE"]);

        Assert.Equal("MINE", names.Of("MINE"u8));
        Assert.Equal("MESSAGE_CREATE", names.Of("MESSAGE_CREATE"));
        Assert.Equal("_OTHER", names.Of("MESSAGE_CREATES"u8));
        Assert.Equal("_OTHER", names.Of(new string('A', 1000)));
    }
}
