using System.Diagnostics;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>
/// A sample that runs against a simulated gateway: published with NativeAOT where SPECTACLES_SLOW is 1, otherwise as it was compiled with
/// the tests.
/// </summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private SampleProgram(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public static async Task<SampleProgram> StartAsync(string name, SimulatedGateway gateway, params string[] arguments)
    {
        Dictionary<string, string> settings = new() { ["DISCORD_TOKEN"] = gateway.Token, ["DISCORD_API"] = gateway.Api.ToString() };
        if (Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1")
        {
            return new SampleProgram(NativeExecutable.Start(await NativeExecutable.PublishAsync($"samples/{name}"), arguments, settings));
        }

        return new SampleProgram(NativeExecutable.Start("dotnet", [Assembly(name), .. arguments], settings));
    }

    /// <summary>The sample's assembly, which was compiled with the tests.</summary>
    public static string Assembly(string name)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        return Path.Combine(NativeExecutable.Root, "samples", name, "bin", configuration, "net10.0", $"{name}.dll");
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code, and what it has written to the standard output.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, SimulatedGateway gateway, params string[] arguments)
    {
        await using var program = await StartAsync(name, gateway, arguments);
        await program.process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal("", await program.error);
        return (program.process.ExitCode, (await program.output).ReplaceLineEndings("\n"));
    }

    /// <summary>Ends it. It must not have written an error.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Assert.Equal("", await error);
    }
}
