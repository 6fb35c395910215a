using System.CommandLine;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>A command that runs in the process of the test.</summary>
internal sealed class CommandCall : IDisposable
{
    private readonly CancellationTokenSource signal = new();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly TextWriter outputGate;
    private readonly TextWriter errorsGate;

    public CommandCall(RootCommand root, string arguments)
    {
        (outputGate, errorsGate) = (TextWriter.Synchronized(output), TextWriter.Synchronized(errors));
        Ended = root.Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = outputGate, Error = errorsGate, ProcessTerminationTimeout = null }, signal.Token);
    }

    /// <summary>Completes with the exit code.</summary>
    public Task<int> Ended { get; }

    public string Output => Read(outputGate, output);

    public string Errors => Read(errorsGate, errors);

    /// <summary>Does what a signal does.</summary>
    public Task StopAsync() => signal.CancelAsync();

    public void Dispose() => signal.Dispose();

    /// <summary>The synchronized writer locks itself.</summary>
    private static string Read(TextWriter gate, StringWriter text)
    {
        lock (gate)
        {
            return text.ToString().TrimEnd();
        }
    }
}
