using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>The bot's process. Its clock moves only while a command is under way, a quarter of a second for each 2 ms or more of real time.</summary>
internal sealed class BotProcess : IDisposable
{
    private const string Mark = "#";

    // A hundredth of a second of real time is a second for the bot: a method that is compiled at its first call takes as long.
    private const string ByTheClock = "has blocked its shard's thread";
    private static readonly TimeSpan RealStep = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long the clock stands still for a dial, at most.</summary>
    private static readonly TimeSpan LongestDial = TimeSpan.FromSeconds(5);
    private readonly Process process;
    private readonly Channel<string> printed = Channel.CreateUnbounded<string>();

    public BotProcess()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Hostile")) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // As in a container of 512 MB.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
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

    /// <summary>Has the bot do something. Its clock stands still while it dials: on a busy machine TLS alone may take half a second.</summary>
    /// <exception cref="InvalidOperationException">The process has ended, which an unhandled exception does, or does not answer.</exception>
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

            while (await printed.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) is var line && line != Mark)
            {
                if (!line.Contains(ByTheClock, StringComparison.Ordinal))
                {
                    lines.Add(line);
                }
            }

            string[] parts = answer.Split(' ', 3);
            return new BotAnswer(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], lines);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
            while (printed.Reader.TryRead(out string? line))
            {
                lines.Add(line);
            }

            throw new InvalidOperationException($"The bot's process ended or did not answer '{command}': {e.Message}\n{string.Join('\n', lines)}", e);
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
        return await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) ?? throw new IOException("Its standard output has ended.");
    }
}
