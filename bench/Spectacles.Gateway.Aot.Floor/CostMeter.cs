using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// Measures the cost of a client between two moments: processor time of the whole process in nanoseconds, and allocated bytes.
/// </summary>
internal sealed partial class CostMeter
{
    private const int ProcessCpuTime = 2;
    private long cpu;
    private long allocated;
    private long startedAt;

    public void Start()
    {
        allocated = GC.GetTotalAllocatedBytes();
        startedAt = Stopwatch.GetTimestamp();
        cpu = CpuNanoseconds();
    }

    /// <summary>The processor time in nanoseconds and the allocated bytes, for each event.</summary>
    public (double Nanoseconds, double Bytes) Read(long events)
    {
        double spent = CpuNanoseconds() - cpu;
        double bytes = GC.GetTotalAllocatedBytes() - allocated;
        return (spent / events, bytes / events);
    }

    /// <summary>Prints the result as one line.</summary>
    public void Stop(long events)
    {
        var (spent, bytes) = Read(events);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"result cpu_ns={spent:F1} bytes={bytes:F3} seconds={Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F3} "
            + $"peak_kb={Status("VmHWM")} resident_kb={Status("VmRSS")} threads={Status("Threads")} "
            + $"collections={GC.CollectionCount(0)}"));
    }

    /// <summary>A number in the status of a process: memory is in KiB.</summary>
    public static long Status(string field, string process = "self") =>
        long.Parse(
            File.ReadLines($"/proc/{process}/status")
                .First(line => line.StartsWith(field, StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);

    private static unsafe long CpuNanoseconds()
    {
        Timespec time;
        _ = clock_gettime(ProcessCpuTime, &time);
        return (time.Seconds * 1_000_000_000L) + time.Nanoseconds;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int clock_gettime(int clock, Timespec* time);
}
