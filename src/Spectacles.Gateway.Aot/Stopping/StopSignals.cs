using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// SIGINT (Ctrl+C) and SIGTERM as a token, in the place of the sudden end that they mean by default. A signal often comes twice within milliseconds, from GNU timeout, from a service manager or
/// from a key that bounces: a further one counts a second after the first at the earliest. Then the process ends as the system would end it.
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

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => signalled.Token;

    /// <summary>Gives the signals back to the system. Within a second after the first it waits for the end of that second: the program is not to die of the first one's copies.</summary>
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
