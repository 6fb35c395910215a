using System.Diagnostics;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>Signals to a published executable: how and how soon it ends, and which files remain.</summary>
public sealed class SignalTests : IDisposable
{
    /// <summary>A container runtime kills a process after 10 seconds.</summary>
    private static readonly TimeSpan Kill = TimeSpan.FromSeconds(10);

    /// <summary>A process starts slowly on a busy machine.</summary>
    private static readonly SimulatedGatewayOptions Slow = new() { ObservationTimeout = TimeSpan.FromMinutes(1) };

    private readonly string directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Two_signals_within_milliseconds_stop_the_bot_gracefully()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var bot = await StartAsync(gateway);
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await FileAsync();

        await SignalAsync("kill -TERM {0}; kill -TERM {0}; kill -INT {0}", bot);
        await bot.WaitForExitAsync(Cancel).WaitAsync(Kill, Cancel);

        Assert.Equal((0, "stopped"), (bot.ExitCode, (await bot.StandardOutput.ReadToEndAsync(Cancel)).Trim()));
        Assert.Equal(4900, (await gateway.WaitForCloseAsync(Cancel)).Code);
        AssertNothingTemporaryIsLeft();
    }

    [Fact]
    public async Task Blocked_handler_does_not_prevent_the_end_of_the_process_or_saving_its_session()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var bot = await StartBlockedAsync(gateway);

        await SignalAsync("kill -TERM {0}; kill -TERM {0}", bot);
        await bot.WaitForExitAsync(Cancel).WaitAsync(Kill, Cancel);

        Assert.Equal((0, "stopped"), (bot.ExitCode, (await bot.StandardOutput.ReadToEndAsync(Cancel)).Trim()));
        Assert.Contains(
            "blocks the thread of its shard in BLOCK", await bot.StandardError.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        AssertNothingTemporaryIsLeft();

        // The next process continues before the unfinished event.
        using var next = await StartAsync(gateway);
        Assert.True((await gateway.WaitForPayloadAsync(Opcode.Resume, Cancel)).Sequence > 0);
        Assert.Equal("blocked", await next.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(Kill, Cancel));
        next.Kill();
        await next.WaitForExitAsync(Cancel);
    }

    [Fact]
    public async Task Second_signal_after_more_than_a_second_ends_the_process_at_once()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var bot = await StartBlockedAsync(gateway);

        await SignalAsync("kill -TERM {0}; sleep 1.2; kill -TERM {0}", bot);
        await bot.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(2), Cancel);

        Assert.Equal(143, bot.ExitCode);
        Assert.DoesNotContain("stopped", await bot.StandardOutput.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temporary_files_of_a_killed_process_are_gone_after_the_next_stop()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var killed = await StartAsync(gateway);
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        string file = await FileAsync();
        killed.Kill();
        await killed.WaitForExitAsync(Cancel);
        await File.WriteAllTextAsync($"{file}.new", "half of a wri", Cancel);

        using var bot = await StartAsync(gateway);
        await gateway.WaitForPayloadAsync(Opcode.Resume, Cancel);
        gateway.DispatchToAll("X", "{}");
        await gateway.WaitForDrainAsync(Cancel);
        await SignalAsync("kill -TERM {0}", bot);
        await bot.WaitForExitAsync(Cancel).WaitAsync(Kill, Cancel);

        Assert.Equal(0, bot.ExitCode);
        AssertNothingTemporaryIsLeft();
    }

    [Fact]
    public async Task PingBot_prints_its_summary_when_a_signal_arrives_twice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        string executable = await NativeExecutable.PublishAsync("samples/PingBot");
        await using var gateway = await SimulatedGateway.StartAsync(Slow, Cancel);
        using var bot = NativeExecutable.Start(
            executable, [], new() { ["DISCORD_TOKEN"] = gateway.Token, ["DISCORD_API"] = gateway.Api.ToString() });
        var output = bot.StandardOutput.ReadToEndAsync(Cancel);
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);

        await SignalAsync("kill -TERM {0}; kill -TERM {0}", bot);
        await bot.WaitForExitAsync(Cancel).WaitAsync(Kill, Cancel);

        Assert.Equal(0, bot.ExitCode);
        Assert.Contains("summary: ", await output, StringComparison.Ordinal);
    }

    private static async Task SignalAsync(string script, Process to)
    {
        var (exit, text) = await NativeExecutable.RunAsync("sh", ["-c", script.Replace("{0}", $"{to.Id}", StringComparison.Ordinal)]);
        Assert.True(exit == 0, text);
    }

    private async Task<Process> StartAsync(SimulatedGateway gateway)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        string executable = await NativeExecutable.PublishAsync("tests/AotTests.App");
        return NativeExecutable.Start(executable, ["bot", gateway.Token, gateway.Api.ToString(), directory], []);
    }

    private async Task<Process> StartBlockedAsync(SimulatedGateway gateway)
    {
        var bot = await StartAsync(gateway);
        await gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        await FileAsync();
        gateway.DispatchToAll("BLOCK", "{}");
        Assert.Equal("blocked", await bot.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(Kill, Cancel));
        return bot;
    }

    /// <summary>Waits until the session has been saved, which happens at READY.</summary>
    private async Task<string> FileAsync()
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Kill)
        {
            if (Directory.Exists(directory) && Directory.GetFiles(directory, "*.sessions.json") is [var file])
            {
                return file;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        throw new TimeoutException("The session was not saved.");
    }

    /// <summary>Only the session file, its lock and the lock of the shard remain. The locks are empty and permanent.</summary>
    private void AssertNothingTemporaryIsLeft() => Assert.Equal(
        [".json", ".lock", ".lock"],
        Directory.GetFiles(directory).Select(Path.GetExtension).Order(StringComparer.Ordinal));
}
