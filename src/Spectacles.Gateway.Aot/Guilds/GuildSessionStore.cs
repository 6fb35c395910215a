using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>Stores the sessions of a bot, and the guilds of a <see cref="GuildDirectory"/> in files beside it.</summary>
/// <remarks>
/// <para>
/// A start resumes a session only together with its guilds. If they are missing or older than the session, that is reported as
/// <see cref="GatewayErrorKind.SessionStore"/>, and the shard starts a new session, whose READY and GUILD_CREATE fill the directory.
/// </para>
/// <para>
/// Each save of a session appends the guilds that have changed since the last one. So a process that was killed resumes with its guilds,
/// too. Only the user who runs the bot can read the files, except on Windows, where the directory's permissions apply. Files of shards that
/// were not saved for a day are deleted.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var guilds = new GuildDirectory();
/// var store = new GuildSessionStore(new FileSessionStore(token, "/var/lib/my-bot"), guilds);
/// await using var cluster = new Cluster(token, new ClusterOptions { SessionStore = store });
/// cluster.AddHandler(guilds);
/// </code>
/// </example>
public sealed class GuildSessionStore : ISessionStore
{
    private const string SessionsEnd = ".sessions.json";
    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromDays(1);

    private readonly ISessionStore sessions;
    private readonly GuildDirectory guilds;
    private readonly string prefix;
    private readonly ConcurrentDictionary<int, GuildFile> files = new();
    private int cleaned;

    /// <summary>Creates a store whose files are beside the file of the sessions.</summary>
    /// <param name="sessions">The store of the sessions.</param>
    /// <param name="guilds">The directory, which must be a handler of the cluster.</param>
    public GuildSessionStore(FileSessionStore sessions, GuildDirectory guilds)
        : this(sessions, guilds, (sessions ?? throw new ArgumentNullException(nameof(sessions))).Path[..^SessionsEnd.Length] + ".")
    {
    }

    /// <summary>Creates a store for sessions that are stored elsewhere.</summary>
    /// <param name="sessions">The store of the sessions.</param>
    /// <param name="directory">
    /// The directory of the files, for this bot alone. A shard that moves to another machine needs its file there.
    /// </param>
    /// <param name="guilds">The directory, which must be a handler of the cluster.</param>
    public GuildSessionStore(ISessionStore sessions, string directory, GuildDirectory guilds)
        : this(sessions, guilds, Path.Join(Path.GetFullPath(directory), string.Empty) + Path.DirectorySeparatorChar)
    {
    }

    private GuildSessionStore(ISessionStore sessions, GuildDirectory guilds, string prefix)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(guilds);
        (this.sessions, this.guilds, this.prefix) = (sessions, guilds, prefix);
        guilds.IsSaved = true;
    }

    /// <inheritdoc/>
    public bool IsDurable => sessions.IsDurable;

    /// <inheritdoc/>
    public ValueTask<bool> TryClaimAsync(int shardId, CancellationToken cancellationToken) =>
        sessions.TryClaimAsync(shardId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ConfirmClaimAsync(int shardId, CancellationToken cancellationToken) =>
        sessions.ConfirmClaimAsync(shardId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(int shardId, CancellationToken cancellationToken) => sessions.ReleaseAsync(shardId, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">
    /// The session's file is damaged, or the guilds of the session are missing or older than the session.
    /// </exception>
    public async ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken)
    {
        DeleteOldFiles();
        var session = await sessions.LoadAsync(shardId, cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return null;
        }

        if (FileOf(shardId).Read(session) is not { } saved)
        {
            throw new InvalidDataException($"{PathOf(shardId)} does not contain the guilds of the stored session, so a new session "
                + "starts and receives them again. This is expected after a change of the details that the directory keeps, and at the "
                + "first start with a directory. Otherwise, check that the directory was added to the cluster with AddHandler.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        guilds.Load(session, saved);
        return session;
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        FileSessionStore.MakeDirectory(Path.GetDirectoryName(prefix)!);
        FileOf(session.ShardId).Save(session);
        return sessions.SaveAsync(session, cancellationToken);
    }

    /// <inheritdoc/>
    public long? FindStoredSequence(int shardId, string sessionId) => sessions.FindStoredSequence(shardId, sessionId);

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken)
    {
        await sessions.RemoveAsync(shardId, cancellationToken).ConfigureAwait(false);
        FileOf(shardId).Remove();
    }

    private GuildFile FileOf(int shardId) => files.GetOrAdd(shardId, id => new GuildFile(PathOf(id), guilds));

    private string PathOf(int shardId) => $"{prefix}guilds-{shardId}.jsonl";

    /// <summary>Deletes the files of shards that no process runs any more: a running one writes its file every minute.</summary>
    private void DeleteOldFiles()
    {
        if (Interlocked.Exchange(ref cleaned, 1) != 0 || !Directory.Exists(Path.GetDirectoryName(prefix)))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(prefix)!, $"{Path.GetFileName(prefix)}guilds-*.jsonl"))
        {
            try
            {
                if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LongestUnsaved)
                {
                    File.Delete(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The file is not read any more, so it can stay. The next start tries to delete it again.
            }
        }
    }
}
