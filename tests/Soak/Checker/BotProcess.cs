using System.Diagnostics;
using Soak.Bot;

namespace Soak.Checker;

/// <summary>Starts the bot's process, and starts it again whenever it has ended.</summary>
internal sealed class BotProcess(BotOptions options, MemoryUse memory, string log)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private Process? process;

    /// <summary>Raised before each start: the previous process has ended.</summary>
    public event Action? Ended;

    public int Starts { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (process is null or { HasExited: true })
            {
                Ended?.Invoke();
                Start();
            }

            memory.Sample(process!);
            await Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None);
        }

        Kill();
        await (process?.WaitForExitAsync(CancellationToken.None) ?? Task.CompletedTask);
    }

    /// <summary>Ends the process as <c>kill -9</c> does: the bot can't save its sessions.</summary>
    public void Kill() => process?.Kill();

    /// <summary>Sends SIGTERM, so that the bot stops gracefully.</summary>
    public void Terminate()
    {
        if (process is { HasExited: false } running)
        {
            using var kill = Process.Start("kill", $"-TERM {running.Id}");
            kill.WaitForExit();
        }
    }

    private void Start()
    {
        process?.Dispose();
        Starts++;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["bot", .. options.ToArguments()]) { RedirectStandardError = true };
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.BeginErrorReadLine();
    }

    private void Log(string? line)
    {
        if (line is not null)
        {
            lock (log)
            {
                File.AppendAllText(log, $"{Starts}: {line}{Environment.NewLine}");
            }
        }
    }
}
