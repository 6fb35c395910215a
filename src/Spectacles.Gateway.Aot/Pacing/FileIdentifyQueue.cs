using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>
/// Shares the identify limit between the processes of one bot on one machine, or on machines that share a disk. It uses one small file for
/// each <c>shard_id % max_concurrency</c>, which contains the time of the last turn.
/// </summary>
/// <remarks>
/// A waiting process holds no lock: a file is locked only while it is read and written, and a process that ends unexpectedly leaves only a
/// time in it. The order between processes is random, and within a process it is the order of the calls. The machines' clocks may differ by
/// less than a second, which is the margin of a turn. A time in the future is treated as now. The disk must support locks: NFS does since
/// version 4.
/// </remarks>
public sealed class FileIdentifyQueue : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin for differences between clocks and between transmission times to Discord.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.5);

    /// <summary>The wait before the next attempt to open a file that another process has open.</summary>
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>15 digits and a line break. Further bytes are ignored.</summary>
    private const int Length = 16;

    private readonly TurnLines lines = new();
    private readonly TimeProvider time;
    private readonly string directory;
    private readonly string prefix;

    /// <summary>Creates a queue in a directory. The directory is created if it does not exist.</summary>
    /// <param name="token">
    /// The bot's token, with or without the prefix "Bot ". The files are named after its hash; the token itself is not stored.
    /// </param>
    /// <param name="directory">A directory that all processes of the bot can write to.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    public FileIdentifyQueue(string token, string directory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        this.directory = Path.GetFullPath(directory);
        prefix = Path.Combine(this.directory, BotToken.Parse(token).HashFor("spectacles-gateway-turns"));
        time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">
    /// The directory can't be written to. The turn is not granted; a shard reports the error and tries again.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This user is not allowed to write to the directory.</exception>
    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        string path = string.Create(CultureInfo.InvariantCulture, $"{prefix}.{bucket}.turn");
        while (TryTake(path) is { } wait)
        {
            // Callers that wait for the same turn must not retry at the same moment.
            await Task.Delay(wait + (LockInterval * Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>How long to wait before the next attempt; null when the turn is granted.</returns>
    private TimeSpan? TryTake(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var now = time.GetUtcNow();
            Span<byte> text = stackalloc byte[Length];
            int count = RandomAccess.Read(file, text, 0);
            if (count > 0)
            {
                var last = Parse(text[..count]);
                if (last is null || last > now)
                {
                    // A clock was set back, or the machine crashed during a write: the last turn was now at the latest.
                    Write(file, now);
                    return Spacing;
                }

                if (last + Spacing - now is { Ticks: > 0 } wait)
                {
                    return wait;
                }
            }

            Write(file, now);
            return null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && IsLocked(e))
        {
            return LockInterval;
        }
    }

    private static DateTimeOffset? Parse(ReadOnlySpan<byte> text) =>
        long.TryParse(text.TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, DateTimeOffset turn)
    {
        // One write of fixed length: a process that is killed leaves the old time or the new one.
        RandomAccess.Write(
            file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{turn.ToUnixTimeMilliseconds():D15}\n")), 0);
    }

    /// <summary>
    /// Returns whether another process has the file open. The codes are those of Windows (sharing and lock violation), Linux and macOS
    /// (EAGAIN).
    /// </summary>
    private static bool IsLocked(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
