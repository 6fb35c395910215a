using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>
/// Shares the turns to identify between the processes of one bot on one machine, or on machines that share a disk: through one small file for each
/// <c>shard_id % max_concurrency</c>, which holds when its last turn was.
/// </summary>
/// <remarks>
/// Nobody holds anything while they wait: a file is locked for as long as it takes to read and write it, and a process that dies leaves a time behind and no lock. Who comes next is chance
/// between processes, and the order of the calls within one. The machines' clocks may differ by what the margin of a turn allows, less than a second; a time that lies in the future counts as now.
/// The disk has to know locks: NFS does since version 4.
/// </remarks>
public sealed class FileIdentifyQueue : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin for the clocks and for the way to Discord, which is not the same for all.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.5);

    /// <summary>How long to stay away from a file that another process has open.</summary>
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>15 digits and a line break. What stands behind them is not ours.</summary>
    private const int Length = 16;

    private readonly TurnLines lines = new();
    private readonly TimeProvider time;
    private readonly string prefix;

    /// <summary>A queue in a directory, which is made if it is not there.</summary>
    /// <param name="token">The bot's token, with or without "Bot " before it. The files' names are made of its hash; the token itself is not kept.</param>
    /// <param name="directory">A directory that all the processes of the bot can write.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">The token can't be a bot token.</exception>
    public FileIdentifyQueue(string token, string directory, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Directory = System.IO.Path.GetFullPath(directory);
        prefix = System.IO.Path.Combine(Directory, BotToken.Parse(token).HashFor("spectacles-gateway-turns"));
        time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Where the files are.</summary>
    public string Directory { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The directory can't be written. There is no turn; a shard reports it and tries again.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is not this user's to write.</exception>
    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(Directory);
        string path = string.Create(CultureInfo.InvariantCulture, $"{prefix}.{bucket}.turn");
        while (TryTake(path) is { } wait)
        {
            // Those who wait for the same turn must not come back in step.
            await Task.Delay(wait + (LockInterval * Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>How long to wait before the next try; null when the turn is taken.</returns>
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
                    // A clock was set back, or the machine fell while it wrote: the last turn was now at the latest.
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
        long.TryParse(text.TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, DateTimeOffset turn)
    {
        // One write of one length: whoever is killed leaves the old time or the new one.
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{turn.ToUnixTimeMilliseconds():D15}\n")), 0);
    }

    /// <summary>Another process has the file open. The codes are those of Windows (sharing and lock violation), Linux and macOS (EAGAIN).</summary>
    private static bool IsLocked(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
