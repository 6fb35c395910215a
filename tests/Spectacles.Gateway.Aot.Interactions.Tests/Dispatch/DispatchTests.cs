using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>What the emitted code of a module does with payloads.</summary>
public sealed class DispatchTests
{
    [Fact]
    public async Task Slash_command_receives_its_options()
    {
        var music = new Music();

        await music.CallAsync(
            Payload.Command("play", $"{Payload.Option("volume", 4, "80")},{Payload.Option("song", 3, "\"Clair de lune\"")}"));
        await music.CallAsync(Payload.Command("play", Payload.Option("song", 3, "\"4'33\\u2033\"")));

        Assert.Equal(["play Clair de lune 80", "play 4'33″ 50"], music.Calls);
    }

    [Fact]
    public void Registration_has_no_default_values() => Assert.Equal(
        """{"type":1,"name":"play","description":"Plays a song","options":["""
        + """{"type":3,"name":"song","description":"The title","required":true,"autocomplete":true},"""
        + """{"type":4,"name":"volume","description":"0 to 100","min_value":0,"max_value":100}]}""",
        Encoding.UTF8.GetString(((IInteractionModule)new Music()).GetCommand(0)));

    [Fact]
    public async Task Suggestions_receive_what_was_typed_and_the_other_options()
    {
        var music = new Music();

        string typing = $"{Payload.Option("volume", 4, "3")},{Payload.Option("song", 3, "\"Cl\"", ",\"focused\":true")}";

        Assert.Equal(["Cl one=Cl one", "two=Cl 3"], await music.SuggestAsync(Payload.Autocomplete("play", typing)));
        Assert.Equal(-1, music.Find(Payload.Autocomplete("play", Payload.Option("volume", 4, "3", ",\"focused\":true"))));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("pla")]
    [InlineData("playy")]
    [InlineData("Play")]
    public void Command_of_another_name_is_not_found(string name) => Assert.Equal(-1, new Music().Find(Payload.Command(name)));

    [Fact]
    public async Task Required_option_that_is_missing_is_an_error_for_the_user()
    {
        var error = await Assert.ThrowsAsync<OptionException>(async () => await new Music().CallAsync(Payload.Command("play")));

        Assert.Equal("song", error.Option);
        Assert.Equal("\"song\" is missing. The command has changed: reload Discord and use it again.", error.Message);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2012", Justification = "The call has finished when it returns.")]
    public async Task Call_allocates_only_the_strings()
    {
        var music = new Music();
        byte[] json = Encoding.UTF8.GetBytes(
            Payload.Command("count", $"{Payload.Option("song", 3, "\"0123456789\"")},{Payload.Option("volume", 4, "80")}"));
        await music.CallAsync(json);
        const int Calls = 100;
        bool completed = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            var call = music.CallAsync(json);
            completed &= call.IsCompletedSuccessfully;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(completed);

        // A string of 10 characters: 22 bytes of header and length, and 2 for each character, rounded up to 8.
        Assert.Equal(48 * Calls, allocated);
    }
}
