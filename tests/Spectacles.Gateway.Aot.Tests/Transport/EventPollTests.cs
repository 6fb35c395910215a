using System.Diagnostics;
using System.Globalization;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>
/// No connection with a thread of its own is registered with the runtime's thread for asynchronous sockets. In a process of its own,
/// because other tests use such sockets.
/// </summary>
public sealed class EventPollTests
{
    private const string Token = "event.poll.tests";
    private const string Child = "SPECTACLES_TEST_EVENT_POLL";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8)]
    [InlineData(0)]
    public async Task Sockets_are_registered_only_without_reader_threads(int readerThreads)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        if (Environment.GetEnvironmentVariable(Child) is { Length: > 0 } child)
        {
            if (child.Split(' ') is [var api, var threads] && threads == readerThreads.ToString(CultureInfo.InvariantCulture))
            {
                await ServeAsync(new Uri(api), readerThreads);
            }

            return;
        }

        await using var server = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Token = Token }, Cancel);
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(EventPollTests).Assembly.Location, "-noColor", "-method",
                $"*{nameof(Sockets_are_registered_only_without_reader_threads)}",
            ])
        {
            Environment = { [Child] = $"{server.Api} {readerThreads}" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);

        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Equal(1, server.Counters.Identifies);
    }

    private static async Task ServeAsync(Uri api, int readerThreads)
    {
        await using var cluster = new Cluster(Token, new ClusterOptions { Api = api, MaxReaderThreads = readerThreads });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await cluster.Shards[0].SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: Cancel);

        // The connection of the API request may end a little later.
        await LiveGateway.UntilAsync(() => CountRegistered() == (readerThreads > 0 ? 0 : 1));
    }

    /// <summary>https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html</summary>
    private static int CountRegistered() => Directory.EnumerateFiles("/proc/self/fd")
        .Where(path => new FileInfo(path).LinkTarget?.Contains("[eventpoll]", StringComparison.Ordinal) == true)
        .Sum(path => File.ReadLines($"/proc/self/fdinfo/{Path.GetFileName(path)}")
            .Count(line => line.StartsWith("tfd:", StringComparison.Ordinal)));
}
