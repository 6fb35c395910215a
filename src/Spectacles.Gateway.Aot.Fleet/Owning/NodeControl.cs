namespace Spectacles.Gateway.Fleet;

/// <summary>Decides which groups a node owns, and carries it out: one step after the other, on one loop.</summary>
internal sealed class NodeControl : IDisposable
{
    /// <summary>How long a node that joins looks around before it takes groups, so that nodes that start together share them at once.</summary>
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(3);

    /// <summary>The time limit for handing everything over at a stop.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly FleetNodeOptions options;
    private readonly IFleetEngine engine;
    private readonly NodeServices services;
    private readonly NodeWatch watch;
    private readonly GroupTable groups;
    private readonly NeededEvents needed = new();
    private readonly BufferBudget budget;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayIntents warnedOf;
    private long savedAt;

    public NodeControl(IFleetEngine engine, FleetNodeOptions options, Action<string, Exception?> report)
    {
        this.options = options;
        this.engine = engine;
        Plan = engine.Plan.Validated();
        time = options.Cluster.TimeProvider ?? TimeProvider.System;
        budget = new BufferBudget(options.BufferBytes);
        services = new NodeServices
        {
            Engine = engine,
            Lease = new NodeLease(engine.NodeState, options.Name, time),
            Members = new FleetMembers(engine.NodeState),
            Publishing = new PublisherServices(budget, time, report),
            Time = time,
            Report = report,
        };
        groups = new GroupTable(Plan, services.Lease);
        watch = new NodeWatch(services, needed);
    }

    /// <summary>The node's cluster.</summary>
    public Cluster? Cluster { get; set; }

    public FleetPlan Plan { get; }

    public IReadOnlyCollection<int> Groups => [.. groups.All.Select(group => group.Group).Order()];

    public Task Completion => completion.Task;

    /// <summary>Returns the options of the node's cluster.</summary>
    public ClusterOptions Configure(ClusterOptions own) => own with
    {
        ShardCount = Plan.ShardCount,
        IdentifyQueue = new SharedIdentifyQueue(engine.NodeState, options.IdentifySpacing, time),
        Intents = options.Intents,
        SessionStore = groups,
        EventSink = new NodeSink(
            groups,
            new EventClasses(options.Classes),
            needed,
            new DirectEvents(engine, time) { OnMissed = options.InteractionMissed },
            budget),
        HandleSignals = false,
    };

    /// <summary>Begins the lease and the watches.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        await services.Lease.BeginAsync(cancellationToken).ConfigureAwait(false);
        watch.Start();
        await watch.WhenCurrent.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task DrainAsync(CancellationToken cancellationToken)
    {
        services.Lease.Drain();
        watch.Wake();
        return drained.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Owns groups until it is canceled or the node can't continue; then hands them over.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Task.Delay(LookAround, time, stopping).ConfigureAwait(false);
            while (true)
            {
                await StepAsync(stopping).ConfigureAwait(false);
                await watch.WaitAsync(NodeLease.Interval / 2, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await LeaveAsync().ConfigureAwait(false);
            completion.TrySetResult();
        }
#pragma warning disable CA1031 // Any exception must be reported, and the shards must not go on without an owner.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await LoseAllAsync().ConfigureAwait(false);
            completion.TrySetException(e);
        }
        finally
        {
            await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => services.Lease.Dispose();

    private async Task StepAsync(CancellationToken stopping)
    {
        try
        {
            if (services.Lease.Lost.IsCompleted)
            {
                await LoseAllAsync().ConfigureAwait(false);
                await services.Lease.RejoinAsync(stopping).ConfigureAwait(false);
            }

            if (time.GetElapsedTime(services.Lease.ConfirmedAt) > options.HoldTimeout)
            {
                await LoseAllAsync().ConfigureAwait(false);
                return;
            }

            foreach (string dead in await services.Members.BuryDeadAsync(services.Lease.Key, stopping).ConfigureAwait(false))
            {
                services.Report(
                    $"node {dead} has not renewed its lease for {FleetMembers.LeaseTimeout.TotalSeconds} s; the others take its shards.",
                    null);
            }

            WarnOfMissingIntents();
            await LeaveLostAsync().ConfigureAwait(false);
            await SaveAsync(stopping).ConfigureAwait(false);
            await AssignAsync(stopping).ConfigureAwait(false);
        }
        catch (FleetException e)
        {
            services.Report($"the broker refuses a step, which is tried again: {e.Message}", e);
        }
    }

    private async Task AssignAsync(CancellationToken stopping)
    {
        var takers = services.Members.Takers;
        for (int group = 0; group < Plan.Groups; group++)
        {
            string? choice = Rendezvous.Choose(takers, group);
            var mine = groups.Find(group);
            if (mine is not null && choice is not null && choice != options.Name)
            {
                await ReleaseAsync(mine).ConfigureAwait(false);
                await PauseAsync(group, stopping).ConfigureAwait(false);
            }
            else if (mine is null && choice == options.Name && watch.IsFree(group))
            {
                await TakeAsync(group, stopping).ConfigureAwait(false);
            }
        }

        if (groups.All.Count == 0 && !takers.Contains(options.Name))
        {
            drained.TrySetResult();
        }
    }

    private async Task TakeAsync(int group, CancellationToken stopping)
    {
        if (await OwnedGroup.TryTakeAsync(services, group, stopping).ConfigureAwait(false) is not { } taken)
        {
            return;
        }

        groups.Add(taken);
        await taken.ReceiveCommandsAsync(Cluster!, stopping).ConfigureAwait(false);
        foreach (int id in Plan.ShardsOf(group))
        {
            await Cluster!.AddShardAsync(id, stopping).ConfigureAwait(false);
        }

        await PauseAsync(group, stopping).ConfigureAwait(false);
    }

    private Task PauseAsync(int group, CancellationToken stopping) =>
        Task.Delay(TimeSpan.FromSeconds(1) * Plan.ShardsOf(group).Count() / options.ShardsPerSecond, time, stopping);

    /// <summary>Hands a group over.</summary>
    private async Task ReleaseAsync(OwnedGroup group)
    {
        await CloseAsync(group).ConfigureAwait(false);
        await group.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        await EndAsync(group).ConfigureAwait(false);
    }

    /// <summary>Closes the connections of a group, so that their sessions live on.</summary>
    private async Task CloseAsync(OwnedGroup group)
    {
        Task closed = Task.WhenAll(
            Plan.ShardsOf(group.Group).Where(Cluster!.Shards.ContainsKey).Select(id => Cluster.RemoveShardAsync(id, keepSession: true)));
        await closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndAsync(OwnedGroup group)
    {
        groups.Remove(group.Group);
        await group.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the groups that another node has taken.</summary>
    private async Task LeaveLostAsync()
    {
        foreach (var group in groups.All.Where(group => watch.FenceOf(group.Group) > group.Fence || group.Publisher!.Fenced.IsCompleted))
        {
            services.Report($"group {group.Group} has another owner; its {Plan.ShardsOf(group.Group).Count()} shards are closed.", null);
            await EndAsync(group).ConfigureAwait(false);
            await CloseAsync(group).ConfigureAwait(false);
        }
    }

    private async Task LoseAllAsync()
    {
        foreach (var group in groups.All)
        {
            await EndAsync(group).ConfigureAwait(false);
            await CloseAsync(group).ConfigureAwait(false);
        }
    }

    private async Task SaveAsync(CancellationToken stopping)
    {
        bool isDue = time.GetElapsedTime(savedAt) >= OwnedGroup.SaveInterval;
        foreach (var group in groups.All.Where(group => isDue || group.IsUrgent))
        {
            await group.TrySaveAsync(stopping).ConfigureAwait(false);
        }

        savedAt = isDue ? time.GetTimestamp() : savedAt;
    }

    private async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(StopTimeout, time);
        try
        {
            await Task.WhenAll(groups.All.Select(ReleaseAsync)).WaitAsync(patience.Token).ConfigureAwait(false);
            await services.Lease.EndAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            services.Report($"the groups could not be handed over; other nodes take them after the lease has ended: {e.Message}", e);
        }
    }

    private void WarnOfMissingIntents()
    {
        var missing = needed.Intents & ~options.Intents;
        if (missing != GatewayIntents.None && missing != warnedOf)
        {
            warnedOf = missing;
            services.Report(
                $"workers need the intents {missing}, which the sessions do not have: their events do not arrive. Add them to "
                + "FleetNodeOptions.Intents of all nodes and restart them.", null);
        }
    }
}
