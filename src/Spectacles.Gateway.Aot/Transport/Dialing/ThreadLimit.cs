using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>
/// The number of threads that the process can have: TasksMax of its systemd unit, or the limit of its container. At that limit, the runtime
/// ends the process if it has to start another thread itself, for example to handle a signal.
/// </summary>
internal static class ThreadLimit
{
    /// <summary>The threads that are left to everything else: the runtime, its thread pool, and signals.</summary>
    private const int Others = 32;

    /// <summary>Returns how many threads of the process can read connections.</summary>
    /// <param name="root">The root of the file system, without a slash at its end.</param>
    /// <remarks>https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v2.html#pid-interface-files</remarks>
    public static int ForReaders(string root = "")
    {
        int least = int.MaxValue;
        try
        {
            foreach (string line in File.ReadLines($"{root}/proc/self/cgroup"))
            {
                // Version 2 has one group, and version 1 one for each kind of limit.
                string? folder = line.Split(':', 3) switch
                {
                    ["0", "", var path] => path,
                    [_, "pids", var path] => $"/pids{path}",
                    _ => null,
                };

                // A group has no more tasks than the groups that contain it.
                for (; folder is not null; folder = folder.Length > 0 ? folder[..folder.LastIndexOf('/')] : null)
                {
                    least = Math.Min(least, Read($"{root}/sys/fs/cgroup{folder}/pids.max"));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux.
        }

        return least == int.MaxValue ? least : Math.Max(least - Others, 0);
    }

    private static int Read(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file).AsSpan().Trim(), CultureInfo.InvariantCulture, out int tasks)
            ? tasks
            : int.MaxValue;
}
