using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>Stores one bot's sessions in a small file for restarts. Processes with different shards can share it.</summary>
/// <remarks>
/// The file is replaced atomically after its bytes are on the disk, so it always has either the old or the new contents. Saves during a
/// write are combined. Only the user who runs the bot can read it, except on Windows, where the directory's permissions apply. Each
/// running shard locks a separate file: a second process waits until the first has stopped that shard.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "What is disposable lives as long as one write.")]
public sealed partial class FileSessionStore : ISessionStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The maximum file size, for about ten thousand shards. Larger files are not valid.</summary>
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>How long other processes of this bot may write before a save fails.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<int, StoredSession?> own = [];
    private readonly string directory;
    private Task<Dictionary<int, StoredSession>>? reading;
    private Task? waiting;
    private Task last = Task.CompletedTask;

    /// <summary>Creates a store in a directory. The directory is created at the first save if it does not exist.</summary>
    /// <param name="token">The bot's token, with or without the prefix "Bot ". Its hash names the file; the token is not stored.</param>
    /// <param name="directory">A directory that outlives the process, on a local disk. In a container, use a volume.</param>
    /// <exception cref="ArgumentException">The token is not a valid bot token.</exception>
    public FileSessionStore(string token, string directory)
        : this(BotToken.Parse(token), directory)
    {
    }

    /// <summary>Creates a store in a directory, for a bot whose token is in a file.</summary>
    /// <param name="token">
    /// The file with the token, which is read now. After a change of the token, the next process starts with an empty store.
    /// </param>
    /// <param name="directory">A directory that outlives the process, on a local disk. In a container, use a volume.</param>
    /// <exception cref="GatewayException">The file can't be read, or contains no valid token.</exception>
    public FileSessionStore(TokenFile token, string directory)
        : this((token ?? throw new ArgumentNullException(nameof(token))).Read(), directory)
    {
    }

    private FileSessionStore(BotToken token, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);

        this.directory = System.IO.Path.GetFullPath(directory);
        Path = System.IO.Path.Combine(this.directory, $"{token.HashFor("spectacles-gateway-sessions")}.sessions.json");
    }

    /// <summary>Always <see langword="true"/>.</summary>
    public bool IsDurable => true;

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    private string LockPath => $"{Path}.lock";

    private string TemporaryPath => $"{Path}.new";

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged, or is not a session file. The next save replaces it.</exception>
    public async ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken)
    {
        Task<Dictionary<int, StoredSession>> read;
        lock (gate)
        {
            // Shards start together and share one read. A caller joins only before it begins, because its result may be too old later.
            read = reading ??= ReadAsync();
        }

        var sessions = await read.WaitAsync(cancellationToken).ConfigureAwait(false);
        return sessions.GetValueOrDefault(shardId);
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        return KeepAsync(session.ShardId, session, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => KeepAsync(shardId, null, cancellationToken);

    private ValueTask KeepAsync(int shardId, StoredSession? session, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            own[shardId] = session;
            if (waiting is null)
            {
                waiting = WriteAfterAsync(last);
                last = waiting;
            }

            return new ValueTask(waiting.WaitAsync(cancellationToken));
        }
    }

    private async Task<Dictionary<int, StoredSession>> ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (gate)
        {
            reading = null;
        }

        return Read();
    }

    private async Task WriteAfterAsync(Task before)
    {
        // Not on the caller's thread, which holds the gate.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        KeyValuePair<int, StoredSession?>[] changes = [];
        FileStream? hold = null;
        try
        {
            hold = await LockAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                waiting = null;
                changes = [.. own];
            }
        }

        using (hold)
        {
            Write(changes);
        }

        lock (gate)
        {
            foreach (var (shardId, _) in changes.Where(change => change.Value is null && own.GetValueOrDefault(change.Key) is null))
            {
                // The session is removed from the file. A session that appears there later is another process's.
                own.Remove(shardId);
            }
        }
    }

    /// <summary>Prevents other processes from writing between a read and a write. The system unlocks it if this one ends.</summary>
    private async Task<FileStream> LockAsync()
    {
        MakeDirectory(directory);
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(LockPath, Options(FileMode.OpenOrCreate));
            }
            catch (IOException e)
                when (
                    e is not (DirectoryNotFoundException or PathTooLongException)
                        && TimeProvider.System.GetElapsedTime(start) < LockPatience)
            {
                await Task.Delay(LockInterval, TimeProvider.System).ConfigureAwait(false);
            }
        }
    }

    private void Write(KeyValuePair<int, StoredSession?>[] changes)
    {
        var sessions = ReadOthers();
        foreach (var (shardId, session) in changes)
        {
            if (session is null)
            {
                sessions.Remove(shardId);
            }
            else
            {
                sessions[shardId] = session;
            }
        }

        // A file left by a killed process must not be reused: it may be a link, or readable to all.
        File.Delete(TemporaryPath);
        using (var file = new FileStream(TemporaryPath, Options(FileMode.CreateNew)))
        {
            file.Write(SessionDocument.Write(sessions.Values, changes.Max(change => change.Value?.SavedAt)).Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(TemporaryPath, Path, overwrite: true);
    }

    private Dictionary<int, StoredSession> ReadOthers()
    {
        try
        {
            return Read();
        }
        catch (InvalidDataException)
        {
            // LoadAsync has reported it to its caller.
            return [];
        }
    }

    private Dictionary<int, StoredSession> Read()
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > LargestFile)
            {
                throw new InvalidDataException("it is too large for a session file");
            }

            byte[] text = new byte[file.Length];
            file.ReadExactly(text);
            return SessionDocument.Read(text);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{Path} is left aside: {e.Message}", e);
        }
    }

    /// <summary>Creates the directory if it does not exist, so that only the user who runs the bot can read it.</summary>
    internal static void MakeDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Returns how to open a file that only the user who runs the bot can read.</summary>
    internal static FileStreamOptions Options(FileMode mode, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
