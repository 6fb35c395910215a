using System.Diagnostics;
using Soak.Bot;

namespace Soak.Judge;

/// <summary>The bot's process: started again whenever it has ended, however that was.</summary>
internal sealed class BotProcess(BotOptions options, Memory memory, string log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private Process? process;

    /// <summary>The process was seen to have ended.</summary>
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
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }

        Kill();
        await (process?.WaitForExitAsync(CancellationToken.None) ?? Task.CompletedTask);
    }

    /// <summary>As <c>kill -9</c>: nothing is saved, nothing is said.</summary>
    public void Kill() => process?.Kill();

    /// <summary>As <c>kill</c>: the bot stops politely.</summary>
    public void Terminate()
    {
        if (process is { HasExited: false } alive)
        {
            using var kill = Process.Start("kill", $"-TERM {alive.Id}");
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
