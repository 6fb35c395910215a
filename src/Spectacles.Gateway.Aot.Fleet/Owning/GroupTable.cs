using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet;

/// <summary>The groups that this node owns, for its shards, which find their own by number.</summary>
/// <param name="plan">The plan.</param>
/// <param name="lease">Confirms that the node still owns its groups.</param>
internal sealed class GroupTable(FleetPlan plan, NodeLease lease) : ISessionStore
{
    private readonly ConcurrentDictionary<int, OwnedGroup> owned = new();
    private readonly ConcurrentDictionary<int, OwnedGroup> former = new();

    /// <summary>The groups.</summary>
    public ICollection<OwnedGroup> All => owned.Values;

    /// <summary>True: a successor resumes the sessions.</summary>
    public bool IsDurable => true;

    /// <summary>Returns a group; null if the node does not own it.</summary>
    public OwnedGroup? Find(int group) => owned.GetValueOrDefault(group);

    /// <summary>Returns the group of a shard; null if the node does not own it.</summary>
    public OwnedGroup? OfShard(int shardId) => Find(plan.GroupOf(shardId));

    /// <summary>Returns a group that the node has lost; null if it has not, or owns it again.</summary>
    public OwnedGroup? FindFormer(int group) => former.GetValueOrDefault(group);

    public void Add(OwnedGroup group)
    {
        owned[group.Group] = group;
        former.TryRemove(group.Group, out _);
    }

    /// <summary>Removes a group. Its shards may still save their sessions, in case that this node takes it again.</summary>
    public void Remove(OwnedGroup group)
    {
        former[group.Group] = group;
        owned.TryRemove(group.Group, out _);
    }

    /// <summary>Returns whether this node still owns the shard, by a write to the nodes' state that begins now.</summary>
    public async ValueTask<bool> ConfirmClaimAsync(int shardId, CancellationToken cancellationToken) =>
        await lease.ConfirmAsync(cancellationToken).ConfigureAwait(false)
            && OfShard(shardId)?.Publisher.Fenced.IsCompleted == false;

    /// <inheritdoc/>
    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
        new(OfShard(shardId)?.Find(shardId));

    /// <summary>Notes the session. The group saves it with those of its other shards.</summary>
    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        OwnOrFormer(session.ShardId)?.Sessions.Note(session);
        return default;
    }

    /// <summary>Returns what the nodes' state has; 0 if it does not have the session yet.</summary>
    public long? FindStoredSequence(int shardId, string sessionId) => OwnOrFormer(shardId)?.Sessions.FindStored(shardId, sessionId) ?? 0;

    /// <inheritdoc/>
    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken)
    {
        OfShard(shardId)?.Sessions.Forget(shardId);
        return default;
    }

    private OwnedGroup? OwnOrFormer(int shardId) => OfShard(shardId) ?? FindFormer(plan.GroupOf(shardId));
}
