using System.Globalization;

namespace Hostile;

/// <summary>The resident memory of this process.</summary>
internal static class ResidentMemory
{
    /// <summary>Resets the peak.</summary>
    public static void Forget()
    {
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    /// <summary>The peak since <see cref="Forget"/> in MB; on other systems than Linux the current value.</summary>
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
