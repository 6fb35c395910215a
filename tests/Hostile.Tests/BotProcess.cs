using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>
/// The bot's process. Its clock advances only during a command, a quarter of a second for each 2 ms or more of real time.
/// </summary>
internal sealed class BotProcess : IDisposable
{
    private const string Mark = "#";

    // 10 ms of real time are a second for the bot, and compiling a method at its first call takes as long.
    private const string ByTheClock = "has blocked its shard's thread";
    private static readonly TimeSpan RealStep = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The longest time for which the clock stops during a connection attempt.</summary>
    private static readonly TimeSpan LongestDial = TimeSpan.FromSeconds(5);
    private readonly Process process;
    private readonly Channel<string> printed = Channel.CreateUnbounded<string>();

    public BotProcess()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Hostile"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The limit of a container of 512 MB.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";

        // Its default follows the processor's cache, and with it the peak of a bot that allocates an exception for each message.
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                printed.Writer.TryWrite(text);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Sends a command to the bot. Its clock stops during connection attempts: on a busy machine TLS alone may take half a second.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The process has ended, for example with an unhandled exception, or does not respond.
    /// </exception>
    public async Task<BotAnswer> CommandAsync(string command, HostileServer server, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            string answer = await SendAsync(command, cancellationToken);
            while (answer == "tock")
            {
                long start = TimeProvider.System.GetTimestamp();
                do
                {
                    await Task.Delay(RealStep, TimeProvider.System, cancellationToken);
                }
                while (server.IsDialled && TimeProvider.System.GetElapsedTime(start) < LongestDial);

                answer = await SendAsync("tick", cancellationToken);
            }

            while (
                await printed.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) is var line
                    && line != Mark)
            {
                if (!line.Contains(ByTheClock, StringComparison.Ordinal))
                {
                    lines.Add(line);
                }
            }

            string[] parts = answer.Split(' ', 3);
            return new BotAnswer(
                int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], lines);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
            while (printed.Reader.TryRead(out string? line))
            {
                lines.Add(line);
            }

            throw new InvalidOperationException(
                $"The bot's process ended or did not answer '{command}': {e.Message}\n{string.Join('\n', lines)}", e);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task<string> SendAsync(string command, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        return await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken)
            ?? throw new IOException("The standard output of the process has ended.");
    }
}
