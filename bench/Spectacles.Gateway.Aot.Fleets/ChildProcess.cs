using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.Fleets;

/// <summary>This program in another process, which is told what to do by lines.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;

    public ChildProcess(params string[] arguments)
    {
        // With the JIT, this process is dotnet and the program its first argument.
        string path = Environment.ProcessPath!;
        var start = new ProcessStartInfo(path) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    /// <summary>The resident memory, in KiB.</summary>
    public long ResidentKilobytes => WholeProcess.CostMeter.Status("VmRSS", Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until the process says that it is ready.</summary>
    public Task ReadyAsync() => ReadAsync("ready");

    /// <summary>Begins a measurement.</summary>
    public async Task StartAsync()
    {
        await process.StandardInput.WriteLineAsync("start");
        await ReadAsync("started");
    }

    /// <summary>Returns the figures since the start of the measurement, which goes on.</summary>
    public async Task<Dictionary<string, double>> FiguresAsync()
    {
        await process.StandardInput.WriteLineAsync("figures");
        string line = await ReadAsync("figures");
        return line.Split(' ').Skip(1).Select(figure => figure.Split('='))
            .ToDictionary(figure => figure[0], figure => double.Parse(figure[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the process as a system does that stops a service.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Ends the process at once.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> ReadAsync(string word)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line;
            }

            Console.Error.WriteLine(line);
        }

        throw new InvalidOperationException($"The process {string.Join(' ', process.StartInfo.ArgumentList)} has ended.");
    }
}
