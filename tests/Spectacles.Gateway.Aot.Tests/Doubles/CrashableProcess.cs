using System.Collections.Concurrent;
using System.Text;

namespace Spectacles.Gateway.Tests;

/// <summary>What a process of a bot touches outside of itself; when it is killed, nothing of it reaches out any more.</summary>
internal sealed class CrashableProcess(ISessionStore store, ConcurrentDictionary<(int Shard, string Number), int> handled) : ISessionStore
{
    private readonly ConcurrentBag<IGatewayConnection> connections = [];
    private volatile bool dead;

    public bool IsDurable => store.IsDurable;

    public ClusterOptions Options =>
        new() { SessionStore = this, ConnectionFactory = Connect };

    /// <summary>Notes the number of every X, after an await.</summary>
    public Handler Handler => new("X", (in dispatch, shard, _) => NoteAsync(shard.Id, Encoding.UTF8.GetString(dispatch.Data)));

    /// <summary>As kill -9 would: no close, no save, and what was under way never ends.</summary>
    public void Kill()
    {
        dead = true;
        foreach (var connection in connections)
        {
            connection.Abort();
        }
    }

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        store.LoadAsync(shardId, cancellationToken);

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
        dead ? default : store.SaveAsync(session, cancellationToken);

    public long? FindStoredSequence(int shardId, string sessionId) => store.FindStoredSequence(shardId, sessionId);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) =>
        dead ? default : store.RemoveAsync(shardId, cancellationToken);

    private WebSocketConnection Connect()
    {
        var connection = dead ? throw new IOException("the process is dead") : new WebSocketConnection(DirectHttp.For(null, null));
        connections.Add(connection);
        return connection;
    }

    private async ValueTask NoteAsync(int shardId, string number)
    {
        await Task.Yield();
        if (!dead)
        {
            handled.AddOrUpdate((shardId, number), 1, (_, times) => times + 1);
        }
    }
}
