using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// Provides SIGINT (Ctrl+C) and SIGTERM as a token, instead of their default effect of ending the process. A signal is often repeated
/// within milliseconds, for example by GNU timeout, a service manager or a bouncing key. So a second signal counts only if it arrives at
/// least a second after the first. Then the process ends as it would by default.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly CancellationTokenSource signalled = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private ITimer? release;
    private long? first;
    private bool ended;

    public StopSignals()
        : this(TimeProvider.System)
    {
    }

    /// <param name="time">The clock.</param>
    internal StopSignals(TimeProvider time)
    {
        this.time = time;
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
    }

    /// <summary>Canceled at the first signal.</summary>
    public CancellationToken Token => signalled.Token;

    /// <summary>
    /// Restores the default effect of the signals. Within a second after the first signal, it waits until that second is over, so that a
    /// duplicate of the signal does not end the program.
    /// </summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            if (first is { } received && SameSignal - time.GetElapsedTime(received) is { Ticks: > 0 } left)
            {
                release = time.CreateTimer(static signals => ((StopSignals)signals!).Release(), this, left, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Release();
    }

    internal void Take(PosixSignalContext context)
    {
        bool isFirst;
        lock (gate)
        {
            isFirst = first is null && !ended;
            if (isFirst)
            {
                first = time.GetTimestamp();
            }

            context.Cancel = first is { } received && time.GetElapsedTime(received) < SameSignal;
        }

        if (isFirst)
        {
            signalled.Cancel();
        }
    }

    private void Release()
    {
        interrupt.Dispose();
        terminate.Dispose();
        release?.Dispose();
        signalled.Dispose();
    }
}
