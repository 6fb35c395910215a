using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>SIGINT (Ctrl+C) and SIGTERM as a token, in the place of the sudden end that they mean by default.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource signalled = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public StopSignals()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => signalled.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        signalled.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (signalled.IsCancellationRequested)
        {
            // Asked twice: the program ends as the system would end it.
            return;
        }

        context.Cancel = true;
        try
        {
            signalled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The program is past its end already.
            context.Cancel = false;
        }
    }
}
