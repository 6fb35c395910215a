using System.Diagnostics;
using System.Text;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>A bot or a tool that runs until it gets a signal.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly StringBuilder seen = new();

    public RunningProgram(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that it has written.</summary>
    public string Output
    {
        get
        {
            lock (seen)
            {
                return seen.ToString();
            }
        }
    }

    /// <summary>Reads until a line contains the text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            Note(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"The program ended without '{text}':\n{Output}");
    }

    /// <summary>Sends SIGTERM, to the program that runs below <c>dotnet run</c> if there is one, and returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var below = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{process.Id}"]) { RedirectStandardOutput = true })!;
        string[] children = (await below.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var kill = Process.Start("kill", ["-TERM", children.Length == 0 ? $"{process.Id}" : children[^1]]);
        return await EndAsync();
    }

    /// <summary>Waits until it ends, and returns the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Note(string? line)
    {
        lock (seen)
        {
            seen.AppendLine(line);
        }
    }
}
