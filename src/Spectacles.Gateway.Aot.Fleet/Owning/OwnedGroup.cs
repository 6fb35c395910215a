namespace Spectacles.Gateway.Fleet;

/// <summary>
/// A group of shards while this node owns it: takes it, receives the commands for its shards, and hands it over.
/// </summary>
internal sealed class OwnedGroup : IAsyncDisposable
{
    /// <summary>How often the sessions are saved.</summary>
    public static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    /// <summary>The age from which Discord has probably ended a stored session.</summary>
    private static readonly TimeSpan LongestSessionAge = TimeSpan.FromMinutes(10);

    /// <summary>How long a hand-over waits until the log has stored the last events.</summary>
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly NodeServices services;
    private readonly long revision;
    private IAsyncDisposable? commands;
    private CommandReceiver? commandReceiver;

    private OwnedGroup(NodeServices services, int group, long fence, long revision, GroupSessions sessions, GroupPublisher publisher)
    {
        this.services = services;
        this.revision = revision;
        Group = group;
        Fence = fence;
        Sessions = sessions;
        Publisher = publisher;
    }

    public int Group { get; }

    /// <summary>The number of owners that the group has had, with this one.</summary>
    public long Fence { get; }

    /// <summary>The sessions of its shards.</summary>
    public GroupSessions Sessions { get; }

    /// <summary>Where the group's events go.</summary>
    public GroupPublisher Publisher { get; }

    /// <summary>Takes a group that has no living owner, and finds out where its sessions continue.</summary>
    /// <param name="services">What the groups of the node share.</param>
    /// <param name="group">The group.</param>
    /// <param name="former">The group as this node has lost it; null if it has not owned it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The group; null if another node has been faster.</returns>
    public static async Task<OwnedGroup?> TryTakeAsync(
        NodeServices services, int group, OwnedGroup? former, CancellationToken cancellationToken)
    {
        var (state, events) = (services.Engine.NodeState, services.Engine.Events);
        string key = NodeKeys.GroupOf(group);
        var before = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        var entry = before is not null && GroupEntry.TryRead(before.Value.Span, out var read) ? read : GroupEntry.New;
        if (await services.IsAliveAsync(entry.Owner, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        long fence = entry.Fence + 1;
        byte[] taken = new GroupEntry(services.Lease.Incarnation, fence).Write();
        if (await state.TryWriteAsync(key, taken, before?.Revision ?? 0, cancellationToken).ConfigureAwait(false) is not { } revision)
        {
            return null;
        }

        // From here on the log refuses the former owner. So what is read next is final.
        if (await events.TryOpenAsync(group, fence, cancellationToken).ConfigureAwait(false) is not { } appender)
        {
            return null;
        }

        try
        {
            var last = await events.ReadLastAsync(group, cancellationToken).ConfigureAwait(false);
            var sessions = await GroupSessions.TryTakeAsync(state, group, fence, former?.Sessions, last, cancellationToken)
                .ConfigureAwait(false);
            if (sessions is not null)
            {
                ReportLost(services, sessions);
                var publisher = new GroupPublisher(services.Engine.Plan, group, fence, appender, services.Publishing);
                return new OwnedGroup(services, group, fence, revision, sessions, publisher);
            }
        }
        catch
        {
            await appender.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await appender.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Gives up a group that this node has written its name to, but could not take.</summary>
    public static async Task AbandonAsync(NodeServices services, int group, CancellationToken cancellationToken)
    {
        string key = NodeKeys.GroupOf(group);
        var found = await services.Engine.NodeState.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (
            found is not null && GroupEntry.TryRead(found.Value.Span, out var entry)
                && entry.Owner == services.Lease.Incarnation)
        {
            await services.Engine.NodeState.TryWriteAsync(
                key, (entry with { Owner = "" }).Write(), found.Revision, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns the session of a shard; null if there is none. It has the present time: its age was measured by the clocks of two machines,
    /// one of which may be wrong, so the shard always tries to resume, and Discord says whether the session is still there.
    /// </summary>
    public StoredSession? Find(int shardId) =>
        Sessions.Find(shardId) is { } session ? session with { SavedAt = services.Time.GetUtcNow() } : null;

    /// <summary>Begins to receive commands for the shards.</summary>
    public async Task ReceiveCommandsAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var receiver = new CommandReceiver(Group, cluster, services.Lease, services.Engine, services.Time);
        commandReceiver = receiver;
        commands = await services.Engine.Requests.ReceiveAsync(
            FleetAddresses.CommandsOf(Group),
            queue: null,
            CommandReceiver.MaxInFlight(services.Engine.Plan.ShardsOf(Group).Count()),
            receiver.AnswerAsync,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands the group over after its shards have stopped: whoever takes it next resumes their sessions.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (await Sessions.TrySaveAsync(cancellationToken).ConfigureAwait(false))
        {
            // If the group has another owner already, nothing is written.
            await services.Engine.NodeState.TryWriteAsync(
                NodeKeys.GroupOf(Group), new GroupEntry("", Fence).Write(), revision, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (commands is { } receiving)
        {
            await receiving.DisposeAsync().ConfigureAwait(false);
        }

        commandReceiver?.Dispose();
        await Publisher.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until the log has stored the last events.</summary>
    public async Task FlushAsync()
    {
        try
        {
            await Publisher.FlushAsync().WaitAsync(FlushTimeout, services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            services.Report(
                $"Not all events of group {Group} could be appended before the hand-over. The sessions continue before them, so Discord "
                + "sends them again.", null);
        }
    }

    /// <summary>Reports the sessions that Discord has probably ended: nobody has run their shards for a while.</summary>
    private static void ReportLost(NodeServices services, GroupSessions sessions)
    {
        var now = services.Time.GetUtcNow();
        foreach (var session in sessions.All.Where(session => now - session.SavedAt > LongestSessionAge))
        {
            services.Report(
                $"the session of shard {session.ShardId} is probably lost: no node has run the shard since "
                + $"{session.SavedAt.UtcDateTime:s}Z, if the clocks are right. If Discord has ended it, the events after sequence "
                + $"{session.Sequence}, until now, do not arrive any more, and the shard identifies.", null);
        }
    }
}
