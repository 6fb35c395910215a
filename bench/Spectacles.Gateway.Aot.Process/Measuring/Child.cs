using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>A server or client process that is pinned to one core.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;

    // Read continuously: a server whose output is not read would fill the pipe and block.
    private readonly BlockingCollection<string> lines = [];
    private string complaint = "";
    private string? address;

    /// <param name="command">The program: an executable, or an assembly for the JIT.</param>
    /// <param name="core">The core.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Additional environment variables.</param>
    public Child(string command, int core, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        if (!File.Exists(command))
        {
            throw new FileNotFoundException($"'{command}' does not exist. 'bench/run.sh' without '--quick' builds all programs.", command);
        }

        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(core.ToString(CultureInfo.InvariantCulture));
        if (Path.GetExtension(command) switch { ".dll" => "dotnet", ".mjs" => "node", _ => null } is { } host)
        {
            start.ArgumentList.Add(host);
        }

        start.ArgumentList.Add(command);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        StartedAt = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => complaint = line.Data ?? complaint;
        process.BeginErrorReadLine();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                lines.Add(text);
            }
            else
            {
                lines.CompleteAdding();
            }
        };
        process.BeginOutputReadLine();
    }

    public long StartedAt { get; }

    /// <summary>The resident memory now, in KiB.</summary>
    public long ResidentKilobytes => CostMeter.Status("VmRSS", process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The next line that starts with a word.</summary>
    public string[] Line(string word)
    {
        foreach (string line in lines.GetConsumingEnumerable())
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line.Split(' ');
            }
        }

        throw new InvalidOperationException(
            $"'{string.Join(' ', process.StartInfo.ArgumentList)}' ended without a line '{word}': {complaint}");
    }

    /// <summary>The URL of a server.</summary>
    public string Address => address ??= Line("address")[1];

    /// <summary>The figures that a client prints at its end.</summary>
    public Dictionary<string, double> Result() => Line("result").Skip(1).Select(figure => figure.Split('='))
        .ToDictionary(figure => figure[0], figure => double.Parse(figure[1], CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
        lines.Dispose();
    }
}
