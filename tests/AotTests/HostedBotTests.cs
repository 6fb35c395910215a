using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>A bot in the Generic Host, published with NativeAOT without a warning, tested from outside.</summary>
public sealed class HostedBotTests
{
    [Fact]
    public async Task Published_HostedBot_handles_events_stops_on_SIGTERM_and_resumes_in_the_next_process()
    {
        SkipUnlessSlow();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        string executable = await NativeExecutable.PublishAsync("samples/HostedBot");
        var cancel = TestContext.Current.CancellationToken;
        string directory = Directory.CreateTempSubdirectory("hosted-bot-").FullName;
        string token = Path.Combine(directory, "token");
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent, ObservationTimeout = TimeSpan.FromMinutes(1) },
            cancel);
        await File.WriteAllTextAsync(token, gateway.Token, cancel);
        Dictionary<string, string> settings = new()
        {
            ["Discord__TokenFile"] = token,
            ["Discord__Api"] = gateway.Api.ToString(),
            ["Discord__SessionDirectory"] = directory,
        };

        for (int run = 0; run < 2; run++)
        {
            using var bot = NativeExecutable.Start(executable, [], settings);
            await gateway.WaitForPayloadAsync(run == 0 ? Opcode.Identify : Opcode.Resume, cancel);
            string? line = null;
            while (line?.Contains("greets shard 0", StringComparison.Ordinal) != true)
            {
                // Until READY the message is not for this session.
                gateway.People.Say(gateway.World.Guilds[0], "hello");
                line = await bot.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancel);
                Assert.NotNull(line);
            }

            await NativeExecutable.RunAsync("kill", ["-TERM", $"{bot.Id}"]);
            await bot.StandardOutput.ReadToEndAsync(cancel);
            await bot.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(20), cancel);
            Assert.Equal(0, bot.ExitCode);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", line);
        }

        Assert.Equal((1, 1), (gateway.Counters.Identifies, gateway.Counters.Resumes));
        Assert.Empty(gateway.Violations);
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("Discord__Token", "wrong.bot.token", "answered 401")]
    [InlineData("Discord__Tokn", "x", "Did you mean Discord:Token?")]
    [InlineData("Discord__Intents", "MessageContent", "4014")]
    public async Task Published_HostedBot_ends_with_78_and_one_error_if_its_configuration_is_wrong(string key, string value, string message)
    {
        SkipUnlessSlow();
        string executable = await NativeExecutable.PublishAsync("samples/HostedBot");
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: cancel);
        using var bot = NativeExecutable.Start(
            executable,
            [],
            new() { ["DISCORD_TOKEN"] = gateway.Token, ["Discord__Api"] = gateway.Api.ToString(), [key] = value });

        string output = await bot.StandardOutput.ReadToEndAsync(cancel).WaitAsync(TimeSpan.FromSeconds(20), cancel);
        await bot.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(20), cancel);

        Assert.Equal(78, bot.ExitCode);
        string error = Assert.Single(output.Split('\n'), line => line.Contains("crit: ", StringComparison.Ordinal));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains("exit code 78", output, StringComparison.Ordinal);
    }

    private static void SkipUnlessSlow() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "Publishes an executable: runs with SPECTACLES_SLOW=1 only.");
}
