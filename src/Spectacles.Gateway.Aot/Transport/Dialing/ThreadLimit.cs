using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>
/// The number of threads that the process can have: TasksMax of its systemd unit, or the limit of its container. At that limit, the runtime
/// ends the process when it needs a thread of its own, for example for a signal.
/// </summary>
internal static class ThreadLimit
{
    /// <summary>The threads that are left to everything else: the runtime, its thread pool, and signals.</summary>
    private const int Others = 32;

    /// <summary>Returns how many threads can read connections.</summary>
    /// <param name="root">The root of the file system.</param>
    /// <remarks>https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v2.html#pid-interface-files</remarks>
    public static int ForReaders(string root = "/")
    {
        try
        {
            foreach (string line in File.ReadLines(Path.Combine(root, "proc/self/cgroup")))
            {
                if (line.StartsWith("0::/", StringComparison.Ordinal))
                {
                    string limit = File.ReadAllText(Path.Combine(root, "sys/fs/cgroup", line["0::/".Length..], "pids.max"));
                    return int.TryParse(limit.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int tasks)
                        ? Math.Max(tasks - Others, 0)
                        : int.MaxValue;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or another version of cgroups.
        }

        return int.MaxValue;
    }
}
