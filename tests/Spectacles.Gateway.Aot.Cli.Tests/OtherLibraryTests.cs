namespace Spectacles.Gateway.Cli.Tests;

/// <summary>
/// Bots of other libraries in <c>tests/clients</c>, all at the same time: people use them, events flow, and a connection is cut.
/// </summary>
public sealed class OtherLibraryTests
{
    private static readonly string[] WithPackages = ["discord.js", "discordeno", "eris", "oceanic.js", "seyfert"];

    [Fact]
    public async Task Bots_of_six_libraries_answer_people_and_lose_no_event()
    {
        await ForeignProgram.RequireAsync("node --version", "npm --version", "/usr/bin/python3 -c \"import discord\"");
        await Task.WhenAll(WithPackages.Select(library => ForeignProgram.InstallAsync($"tests/clients/{library}")));

        // Seyfert is left out unless this process may listen on port 443, which its bot requires.
        string libraries = Environment.IsPrivilegedProcess ? "all" : $"discord.py {string.Join(' ', WithPackages[..^1])}";
        (int exitCode, string output) = await ForeignProgram.RunAsync(
            "tests/clients", $"node run.mjs {ForeignProgram.Spectacles} {libraries} --seconds 60 --rate 60 --drop-every 10");

        Assert.True(exitCode == 0, output);
    }
}
