using System.Threading.Channels;

namespace Spectacles.Gateway.Tests;

/// <summary>A durable store that a test looks into, and whose calls it may make fail.</summary>
internal sealed class RecordingStore(StoredSession? found = null) : ISessionStore
{
    private readonly Channel<StoredSession?> changes = Channel.CreateUnbounded<StoredSession?>();
    private int count;

    public bool IsDurable => true;

    /// <summary>How often a session was saved or removed.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>What the shard finds at its start, and what it left last.</summary>
    public StoredSession? Session { get; private set; } = found;

    /// <summary>Runs in a load before its answer.</summary>
    public Func<Task> OnLoad { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs in a change before it is kept.</summary>
    public Func<Task> OnChange { get; set; } = () => Task.CompletedTask;

    /// <summary>The next session that is saved; null for a removal.</summary>
    public Task<StoredSession?> ChangedAsync() =>
        changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken)
    {
        await OnLoad();
        return Session;
    }

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) => KeepAsync(session);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => KeepAsync(null);

    private async ValueTask KeepAsync(StoredSession? session)
    {
        await OnChange();
        Session = session;
        Interlocked.Increment(ref count);
        changes.Writer.TryWrite(session);
    }
}
