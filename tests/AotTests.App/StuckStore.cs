using Spectacles.Gateway;

namespace AotTests.App;

/// <summary>
/// A session store whose saves hang after some time: it blocks the thread for one half of the shards, and never completes for the
/// other half.
/// </summary>
internal sealed class StuckStore(ManualResetEventSlim hold) : ISessionStore
{
    private volatile bool isStuck;
    private int blocked;

    public bool IsDurable => true;

    public bool IsStuck
    {
        get => isStuck;
        set => isStuck = value;
    }

    public int Blocked => Volatile.Read(ref blocked);

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) => default;

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) => AnswerAsync(session.ShardId);

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => AnswerAsync(shardId);

    private ValueTask AnswerAsync(int shardId)
    {
        if (!isStuck)
        {
            return default;
        }

        if (shardId % 2 == 0)
        {
            return new ValueTask(new TaskCompletionSource().Task);
        }

        Interlocked.Increment(ref blocked);
        hold.Wait();
        return default;
    }
}
