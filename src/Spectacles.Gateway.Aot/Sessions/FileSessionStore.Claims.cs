namespace Spectacles.Gateway;

/// <content>The shards that this process runs.</content>
public sealed partial class FileSessionStore
{
    private readonly Dictionary<int, FileStream> claims = [];

    /// <inheritdoc/>
    public ValueTask<bool> TryClaimAsync(int shardId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (claims.ContainsKey(shardId))
            {
                return new(false);
            }

            MakeDirectory(directory);
            try
            {
                // The system unlocks it when this process ends. It is not deleted, because another process may have opened it by then.
                claims[shardId] = new FileStream($"{Path}.shard-{shardId}.lock", Options(FileMode.OpenOrCreate));
                return new(true);
            }
            catch (IOException e) when (IsLocked(e))
            {
                return new(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Waits for a save in progress. Afterwards, this store no longer writes the shard's session; others may.</remarks>
    public async ValueTask ReleaseAsync(int shardId, CancellationToken cancellationToken)
    {
        Task writes;
        lock (gate)
        {
            writes = last;
        }

        await writes.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        FileStream? claim;
        lock (gate)
        {
            own.Remove(shardId);
            claims.Remove(shardId, out claim);
        }

        claim?.Dispose();
    }

    /// <summary>Returns whether another process has it open. Codes: Windows (sharing, lock violation), Linux and macOS (EAGAIN).</summary>
    private static bool IsLocked(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;
}
