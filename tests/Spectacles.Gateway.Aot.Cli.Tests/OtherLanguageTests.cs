namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The samples in other languages test their bots with <c>spectacles simulate</c>, by the commands of their pages.</summary>
public sealed class OtherLanguageTests
{
    [Fact]
    public async Task Sample_in_Python_passes_its_tests()
    {
        await ForeignProgram.RequireAsync("/usr/bin/python3 -c \"import discord, pytest\"");

        (int exitCode, string output) = await ForeignProgram.RunAsync("samples/python", "/usr/bin/python3 -m pytest -p no:cacheprovider");

        Assert.True(exitCode == 0, output);
        Assert.Contains("3 passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_in_Node_passes_its_tests()
    {
        await ForeignProgram.RequireAsync("node --version", "npm --version");
        await ForeignProgram.InstallAsync("samples/node");

        (int exitCode, string output) = await ForeignProgram.RunAsync("samples/node", "npm test");

        Assert.True(exitCode == 0, output);
        Assert.Contains("pass 3", output, StringComparison.Ordinal);
    }
}
