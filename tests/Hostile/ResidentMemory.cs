using System.Globalization;

namespace Hostile;

/// <summary>The memory of this process, as the system counts it.</summary>
internal static class ResidentMemory
{
    /// <summary>Forgets the peak: the next one is of what follows.</summary>
    public static void Forget()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    /// <summary>The most since <see cref="Forget"/>, in MB; elsewhere than on Linux what there is now.</summary>
    public static long PeakMegabytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.WorkingSet >> 20;
        }

        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) >> 10;
    }
}
