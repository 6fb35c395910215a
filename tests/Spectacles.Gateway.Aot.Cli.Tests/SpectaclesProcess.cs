using System.Diagnostics;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>A running <c>spectacles</c> process.</summary>
internal sealed class SpectaclesProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;

    public SpectaclesProcess(string arguments, params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "spectacles.dll");
        var start = new ProcessStartInfo("dotnet", $"\"{program}\" {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    public async Task<string> LineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience)
        ?? throw new EndOfStreamException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

    /// <summary>The URL in the gateway's first line.</summary>
    public async Task<Uri> ListeningAsync(string start = "http://127.0.0.1:")
    {
        string line = await LineAsync();
        Assert.StartsWith($"listening: {start}", line, StringComparison.Ordinal);
        Assert.EndsWith("/api/v10", line, StringComparison.Ordinal);
        return new Uri(line["listening: ".Length..]);
    }

    /// <summary>The URL in the line of the control API.</summary>
    public async Task<Uri> ControlAsync()
    {
        string line = await LineAsync();
        Assert.StartsWith("control: ", line, StringComparison.Ordinal);
        return new Uri(line["control: ".Length..]);
    }

    public void Signal(string name) => Process.Start("kill", $"-{name} {process.Id}").WaitForExit();

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (process.ExitCode, (await output).TrimEnd(), (await errors).TrimEnd());
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
