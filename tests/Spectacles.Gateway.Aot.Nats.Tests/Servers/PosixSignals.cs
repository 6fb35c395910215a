using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Signals that <see cref="System.Diagnostics.Process"/> cannot send.</summary>
internal static partial class PosixSignals
{
    // https://man7.org/linux/man-pages/man7/signal.7.html; other systems number them differently.
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>The process takes no more processor time, and its sockets stay open.</summary>
    public static void Suspend(int process) => Send(process, Stop);

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
}
