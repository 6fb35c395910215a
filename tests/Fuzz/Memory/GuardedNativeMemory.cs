using System.Runtime.InteropServices;
using Spectacles.Gateway;

namespace Fuzz.Memory;

/// <summary>Replaces the native memory of the library with memory that has guard pages and canaries, from guard.c.</summary>
internal static class GuardedNativeMemory
{
    /// <summary>Whether the library's native memory is guarded in this process. False if the build found no C compiler.</summary>
    public static bool IsInstalled { get; private set; }

    /// <summary>Installs the guard. Must be called before the library maps memory for the first time.</summary>
    public static void Install()
    {
        if (
            IsInstalled
                || !OperatingSystem.IsLinux()
                || !NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, "libguard.so"), out nint guard))
        {
            return;
        }

        NativeLibrary.SetDllImportResolver(typeof(Shard).Assembly, (name, _, _) => name == "libc" ? guard : 0);
        IsInstalled = true;
    }
}
