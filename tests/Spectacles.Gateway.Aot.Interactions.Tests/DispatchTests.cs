using System.Diagnostics.CodeAnalysis;
using System.Text;
using Spectacles.Gateway.CompilerServices;

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
    [SuppressMessage("Reliability", "CA2012", Justification = "The call has finished when it returns.")]
    public async Task Call_allocates_only_the_strings()
    {
        var music = new Music();
        var context = new Interaction();
        byte[] json = Encoding.UTF8.GetBytes(
            Payload.Command("count", $"{Payload.Option("song", 3, "\"0123456789\"")},{Payload.Option("volume", 4, "80")}"));
        await music.CallAsync(json, context);
        const int Calls = 100;
        bool completed = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            var call = music.CallAsync(json, context);
            completed &= call.IsCompletedSuccessfully;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(completed);

        // A string of 10 characters: 22 bytes of header and length, and 2 for each character, rounded up to 8.
        Assert.Equal(48 * Calls, allocated);
    }
}
