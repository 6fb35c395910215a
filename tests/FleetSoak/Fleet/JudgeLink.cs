using System.Runtime.InteropServices;

namespace FleetSoak.Fleet;

/// <summary>
/// What the judge tells a process: lines on its standard input, and SIGTERM. The process ends when the judge's process does.
/// </summary>
internal sealed class JudgeLink : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration signal;

    /// <param name="receive">Receives the lines.</param>
    public JudgeLink(Action<string> receive)
    {
        signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        _ = ReadAsync(receive);
    }

    /// <summary>Canceled by SIGTERM.</summary>
    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        signal.Dispose();
        stop.Dispose();
    }

    private static async Task ReadAsync(Action<string> receive)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } line)
        {
            receive(line);
        }

        Environment.Exit(4);
    }
}
