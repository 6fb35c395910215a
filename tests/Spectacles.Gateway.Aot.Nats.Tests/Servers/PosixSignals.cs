using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Signals that <see cref="System.Diagnostics.Process"/> cannot send, to child processes.</summary>
internal static partial class PosixSignals
{
    // https://man7.org/linux/man-pages/man7/signal.7.html and waitid(2); other systems number them differently.
    private const int Continue = 18;
    private const int Stop = 19;
    private const int ProcessId = 1;
    private const int Stopped = 2;
    private const int Interrupted = 4;
    private const int InformationSize = 128;

    /// <summary>The process takes no more processor time, and its sockets stay open. It has stopped when this returns.</summary>
    public static void Suspend(int process)
    {
        Send(process, Stop);
        Span<byte> information = stackalloc byte[InformationSize];
        while (Wait(ProcessId, process, information, Stopped) != 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw new Win32Exception(error);
            }
        }
    }

    public static void Resume(int process) => Send(process, Continue);

    private static void Send(int process, int signal)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("the numbers of the signals are those of Linux");
        }

        if (Kill(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int kind, int process, Span<byte> information, int options);
}
