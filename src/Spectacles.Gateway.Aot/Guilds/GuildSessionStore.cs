using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>Stores the sessions of a bot in a file, and the guilds of a <see cref="GuildDirectory"/> in files beside it.</summary>
/// <remarks>
/// <para>
/// A start resumes a session only together with its guilds. If they are missing or older than the session, that is reported as
/// <see cref="GatewayErrorKind.SessionStore"/>, and the shard starts a new session, whose READY and GUILD_CREATE fill the directory.
/// </para>
/// <para>
/// Each save of a session appends the guilds that have changed since the last one. So a process that was killed resumes with its guilds,
/// too. Only the user who runs the bot can read the files, except on Windows, where the directory's permissions apply.
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
/// <param name="sessions">The store of the sessions.</param>
/// <param name="guilds">The directory, which must be a handler of the cluster.</param>
public sealed class GuildSessionStore(FileSessionStore sessions, GuildDirectory guilds) : ISessionStore
{
    private const string SessionsEnd = ".sessions.json";

    private readonly FileSessionStore sessions = sessions ?? throw new ArgumentNullException(nameof(sessions));
    private readonly GuildDirectory guilds = guilds ?? throw new ArgumentNullException(nameof(guilds));
    private readonly ConcurrentDictionary<int, GuildFile> files = new();

    /// <summary>Always <see langword="true"/>.</summary>
    public bool IsDurable => sessions.IsDurable;

    /// <inheritdoc/>
    public ValueTask<bool> TryClaimAsync(int shardId, CancellationToken cancellationToken) =>
        sessions.TryClaimAsync(shardId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(int shardId, CancellationToken cancellationToken) => sessions.ReleaseAsync(shardId, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">
    /// The session's file is damaged, or the guilds of the session are missing or older than the session.
    /// </exception>
    public async ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken)
    {
        var session = await sessions.LoadAsync(shardId, cancellationToken).ConfigureAwait(false);
        return session is null || FileOf(shardId).TryRestore(session)
            ? session
            : throw new InvalidDataException($"{PathOf(shardId)} does not contain the guilds of the stored session, so a new session "
                + "starts and receives them again. This is expected after a change of the details that the directory keeps, and at the "
                + "first start with a directory. Otherwise, check that the directory was added to the cluster with AddHandler.");
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        sessions.MakeDirectory();
        FileOf(session.ShardId).Save(session);
        return sessions.SaveAsync(session, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken)
    {
        await sessions.RemoveAsync(shardId, cancellationToken).ConfigureAwait(false);
        FileOf(shardId).Remove();
    }

    private GuildFile FileOf(int shardId) => files.GetOrAdd(shardId, id => new GuildFile(PathOf(id), guilds));

    private string PathOf(int shardId) => $"{sessions.Path[..^SessionsEnd.Length]}.guilds-{shardId}.jsonl";
}
