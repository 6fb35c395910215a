using System.Text.RegularExpressions;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>The README's bot, published with NativeAOT, tested from outside.</summary>
public sealed partial class PingBotTests
{
    [Fact]
    public async Task Published_PingBot_identifies_replies_resumes_after_a_drop_and_stops_on_SIGTERM()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        string executable = await NativeExecutable.PublishAsync("samples/PingBot");
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { Guilds = 2, ObservationTimeout = TimeSpan.FromMinutes(1) }, cancel);
        using var bot = NativeExecutable.Start(
            executable, [], new() { ["DISCORD_TOKEN"] = gateway.Token, ["DISCORD_API"] = gateway.Api.ToString() });
        var output = bot.StandardOutput.ReadToEndAsync(cancel);

        var identify = await gateway.WaitForPayloadAsync(Opcode.Identify, cancel);
        await gateway.WaitForCallAsync(call => call.Method == "PUT" && call.Path.EndsWith("/commands", StringComparison.Ordinal), cancel);
        var guild = gateway.World.Guilds[0];
        gateway.People.UseCommand(guild, "ping");
        Assert.StartsWith("pong", (await gateway.WaitForReplyAsync(cancel)).Content, StringComparison.Ordinal);

        gateway.ConnectionOf(0).Drop();
        gateway.People.UseCommand(guild, "ping");
        var resume = await gateway.WaitForPayloadAsync(Opcode.Resume, cancel);
        Assert.StartsWith("pong", (await gateway.WaitForReplyAsync(cancel)).Content, StringComparison.Ordinal);
        var dropped = await gateway.WaitForCloseAsync(cancel);

        var (exit, _) = await NativeExecutable.RunAsync("kill", ["-TERM", $"{bot.Id}"]);
        Assert.Equal(0, exit);
        var closed = await gateway.WaitForCloseAsync(cancel);
        await bot.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(10), cancel);

        Assert.True(resume.Sequence > 0);
        Assert.NotEqual(CloseOrigin.Client, dropped.Origin);
        Assert.Equal((1000, CloseOrigin.Client), (closed.Code, closed.Origin));
        Assert.Equal(0, bot.ExitCode);
        Assert.Empty(gateway.Violations);
        var counters = gateway.Counters;

        // The signal may be faster than the last event, for example RESUMED.
        Assert.Matches(
            $@"summary: state=\w+ events=({counters.Dispatched - 1}|{counters.Dispatched}) handled=\d+ replies={counters.Replies} "
                + $@"resumes={counters.Resumes} bytes_per_event=\d+ rss_kb=\d+\s*$",
            await output);
        Assert.DoesNotContain(gateway.Token, await output + identify, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "http://127.0.0.1:9/api/v10", 2, "DISCORD_TOKEN is not set")]
    [InlineData("not a token", "http://127.0.0.1:9/api/v10", 1, "malformed")]
    [InlineData("one.two.three", "http://127.0.0.1:9/api/v10", 1, "can't be reached")]
    [InlineData("one.two.three", "ftp://x", 2, "DISCORD_API is not a valid HTTP URL")]
    public async Task Published_PingBot_explains_invalid_settings(string token, string api, int exitCode, string message)
    {
        string executable = await NativeExecutable.PublishAsync("samples/PingBot");
        using var bot = NativeExecutable.Start(executable, ["--seconds", "5"], new() { ["DISCORD_TOKEN"] = token, ["DISCORD_API"] = api });
        string error = await bot.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bot.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, bot.ExitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_PingBot_reports_a_wrong_token_in_one_line()
    {
        string executable = await NativeExecutable.PublishAsync("samples/PingBot");
        await using var gateway = await SimulatedGateway.StartAsync(null, TestContext.Current.CancellationToken);
        using var bot = NativeExecutable.Start(
            executable, [], new() { ["DISCORD_TOKEN"] = "another.valid.token", ["DISCORD_API"] = gateway.Api.ToString() });
        string error = await bot.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bot.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, bot.ExitCode);
        Assert.Single(Line().Matches(error.Trim()));
        Assert.Contains("401: the token is wrong", error, StringComparison.Ordinal);
        Assert.DoesNotContain("another.valid.token", error, StringComparison.Ordinal);
    }

    [GeneratedRegex("^.+$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
