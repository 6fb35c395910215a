using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>The arguments of samples/SlashBot that register its commands.</summary>
public sealed class CommandDeploymentTests
{
    [Fact]
    public async Task Commands_are_registered_once_with_their_texts_in_German()
    {
        await using var gateway = await SampleWorld.StartAsync();

        var before = await SampleProgram.RunAsync("SlashBot", gateway, "--diff-commands");
        Assert.Equal(1, before.ExitCode);
        Assert.Contains("+ /recipe\n", before.Output, StringComparison.Ordinal);
        Assert.Contains("+ Cook's profile (user)\n", before.Output, StringComparison.Ordinal);
        Assert.Equal(0, Writes(gateway));

        Assert.Equal(0, (await SampleProgram.RunAsync("SlashBot", gateway, "--deploy-commands")).ExitCode);
        Assert.Equal(1, Writes(gateway));
        Assert.Equal(
            (0, "Equal for all guilds and direct messages:\n= 9 unchanged\n"),
            await SampleProgram.RunAsync("SlashBot", gateway, "--diff-commands"));
        Assert.Equal(
            (0, "Nothing to register for all guilds and direct messages:\n= 9 unchanged\n"),
            await SampleProgram.RunAsync("SlashBot", gateway, "--deploy-commands"));
        Assert.Equal(1, Writes(gateway));
        Assert.Contains(
            "\"name_localizations\":{\"de\":\"rezept\"}",
            gateway.Commands.Single(command => command.Name == "recipe").Json,
            StringComparison.Ordinal);
        Assert.Empty(gateway.Violations);
    }

    private static int Writes(SimulatedGateway gateway) => gateway.Calls.Count(call => call.Method != "GET");
}
