using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>SlashBot with registered commands, one for all tests of a class.</summary>
public sealed class RunningSlashBot : IAsyncLifetime
{
    private SampleProgram? bot;

    internal SimulatedGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await SampleWorld.StartAsync();
        Assert.Equal(0, (await SampleProgram.RunAsync("SlashBot", Gateway, "--deploy-commands")).ExitCode);
        bot = await SampleProgram.StartAsync("SlashBot", Gateway);
    }

    public async ValueTask DisposeAsync()
    {
        if (bot is not null)
        {
            await bot.DisposeAsync();
        }

        await Gateway.DisposeAsync();
    }
}
