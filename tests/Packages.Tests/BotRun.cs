using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>A bot, run against a simulated gateway.</summary>
internal static class BotRun
{
    /// <summary>The bot connects, registers and answers <c>/ping</c>, and ends with 0 after SIGTERM.</summary>
    public static async Task AnswersPingAndStopsAsync(
        Workspace workspace, string folder, string program, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: cancel);
        await using var bot = workspace.Start(
            folder, program, arguments, ("DISCORD_TOKEN", gateway.Token), ("DISCORD_API", gateway.Api.ToString()));
        await bot.WaitForLineAsync("Shard 0 is READY.");
        await gateway.WaitForCallAsync(call => call is { Method: "PUT", Status: 200 }, cancel);
        gateway.People.UseCommand(gateway.World.Guilds[0], "ping");
        Assert.Equal("pong", (await gateway.WaitForReplyAsync(cancel)).Content);
        await StopsAsync(bot, gateway);
    }

    /// <summary>The bot connects, writes who says "hello", and ends with 0 after SIGTERM.</summary>
    public static async Task GreetsAndStopsAsync(
        Workspace workspace, string folder, string program, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged, ObservationTimeout = TimeSpan.FromMinutes(1) },
            cancel);
        await using var bot = workspace.Start(
            folder, program, arguments, ("DISCORD_TOKEN", gateway.Token), ("DISCORD_API", gateway.Api.ToString()));
        var greeting = bot.WaitForLineAsync("greets shard 0");
        var identified = gateway.WaitForPayloadAsync(Opcode.Identify, cancel);
        Assert.True(await Task.WhenAny(greeting, identified) == identified, bot.Output);
        while (!greeting.IsCompleted)
        {
            // Until READY the message is not for this session.
            gateway.People.Say(gateway.World.Guilds[0], "hello");
            await Task.WhenAny(greeting, Task.Delay(TimeSpan.FromMilliseconds(100), cancel));
        }

        await greeting;
        await StopsAsync(bot, gateway);
    }

    /// <summary>The bot ends with 78, the exit code for a wrong setting, if its token is refused.</summary>
    public static async Task EndsWith78IfItIsRefusedAsync(Workspace workspace, string folder, string program)
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (string token in (string[])["wrong.bot.token", "malformed"])
        {
            await using var bot = workspace.Start(
                folder, program, [], ("DISCORD_TOKEN", token), ("DISCORD_API", gateway.Api.ToString()));
            Assert.True(await bot.EndAsync() == 78, bot.Output);
        }
    }

    private static async Task StopsAsync(RunningProgram bot, SimulatedGateway gateway)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        Assert.Equal(0, await bot.TerminateAsync());
        Assert.Equal(1000, (await gateway.WaitForCloseAsync(TestContext.Current.CancellationToken)).Code);
        Assert.Empty(gateway.Violations);
    }
}
