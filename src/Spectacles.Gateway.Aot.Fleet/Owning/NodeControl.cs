namespace Spectacles.Gateway.Fleet;

/// <summary>Decides which groups a node owns, and carries it out: one step after the other, on one loop.</summary>
internal sealed partial class NodeControl : IDisposable, IObservedNode
{
    /// <summary>
    /// How long a node that joins looks around before it takes groups, so that nodes that start together share them at once.
    /// </summary>
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
    private readonly DirectEvents direct;
    private readonly SharedSessionStarts starts;
    private readonly NodeJournal journal;
    private readonly NodeConcerns concerns;
    private IAsyncDisposable? receiver;
    private long savedAt;

    public NodeControl(
        IFleetEngine engine, FleetNodeOptions options, Action<string, Exception?> report, Action<GatewayErrorKind, string> reportKind)
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
            Publishing = new PublisherServices(budget, engine.Events.MaxRecordBytes, time, report),
            Time = time,
            Report = report,
        };
        direct = new DirectEvents(engine, time, report) { OnMissed = options.InteractionMissed };
        groups = new GroupTable(Plan, services.Lease);
        starts = new SharedSessionStarts(engine.NodeState, time, report);
        watch = new NodeWatch(services, needed);
        journal = new NodeJournal(options.Name, engine, options.Cluster);
        concerns = new NodeConcerns(needed, options, reportKind, time);
    }

    /// <summary>The node's cluster.</summary>
    public Cluster? Cluster { get; set; }

    public FleetPlan Plan { get; }

    public int GroupCount => groups.All.Count;

    public long BytesWaiting => budget.Used;

    public TimeSpan LeaseAge => time.GetElapsedTime(services.Lease.ConfirmedAt);

    public int ShardsRecommended => Cluster?.Gateway.RecommendedShards ?? 0;

    public IReadOnlyCollection<int> Groups => [.. groups.All.Select(group => group.Group).Order()];

    public Task Completion => completion.Task;

    /// <summary>Returns the options of the node's cluster.</summary>
    public ClusterOptions Configure(ClusterOptions own) => own with
    {
        ShardCount = Plan.ShardCount,
        IdentifyQueue = new SharedIdentifyQueue(engine.NodeState, starts, options.IdentifySpacing, time),
        Intents = options.Intents,
        SessionStore = groups,
        EventSink = new NodeSink(groups, new EventClasses(options.Classes), needed, direct, services.Publishing),
        HandleSignals = false,
    };

    /// <summary>Returns the node's current status.</summary>
    public NodeStatus GetStatus() => new()
    {
        Name = options.Name,
        IsDraining = services.Lease.Phase == NodePhase.Draining,
        LeaseAgeSeconds = services.Lease.ConfirmedAt == 0 ? null : Math.Round(LeaseAge.TotalSeconds, 1),
        Groups = [.. Groups],
        Shards = Cluster!.Shards.Count,
        ShardsReady = Cluster.Shards.Values.Count(shard => shard.State == ShardState.Ready),
        EventsStored = services.Publishing.Events,
        RecordsStored = services.Publishing.Records,
        AppendsRepeated = services.Publishing.Repeated,
        BytesWaiting = BytesWaiting,
        InteractionsMissed = direct.Missed,
        EventsDropped = direct.Dropped,
    };

    /// <summary>Begins the lease and the watches.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        starts.Gateway = Cluster!.Gateway;
        await services.Lease.BeginAsync(cancellationToken).ConfigureAwait(false);
        FleetMeter.Nodes.Enter(this);
        watch.Start();
        try
        {
            await watch.WhenCurrent.WaitAsync(cancellationToken).ConfigureAwait(false);
            bool isAlone = services.Members.Incarnations.All(one => one == services.Lease.Incarnation);
            await FleetAgreement.JoinAsync(engine, options.Intents, isAlone, cancellationToken).ConfigureAwait(false);
            await starts.NoteAsync(cancellationToken).ConfigureAwait(false);
            receiver = await engine.Requests.ReceiveAsync(
                FleetAddresses.NodeOf(options.Name),
                queue: null,
                maxInFlight: 1,
                new NodeReceiver(this).AnswerAsync,
                cancellationToken).ConfigureAwait(false);
            journal.Joined();
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            var left = services.AskAsync(services.Lease.EndAsync, CancellationToken.None);
            await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Begins to hand all groups over.</summary>
    public void Drain()
    {
        services.Lease.Drain();
        journal.Draining(GroupCount);
        watch.Wake();
    }

    public Task DrainAsync(CancellationToken cancellationToken)
    {
        Drain();
        return drained.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Owns groups until it is canceled or the node can't continue; then hands them over.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await LookAroundAsync(stopping).ConfigureAwait(false);
            while (true)
            {
                if (await StepAsync(stopping).ConfigureAwait(false) is { } pause)
                {
                    await Task.Delay(pause, time, stopping).ConfigureAwait(false);
                }
                else
                {
                    await watch.WaitAsync(NodeLease.Interval / 2, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            try
            {
                await LeaveAsync().ConfigureAwait(false);
            }
            finally
            {
                completion.TrySetResult();
            }
        }
#pragma warning disable CA1031 // Any exception must be reported, and the shards must not go on without an owner.
        catch (Exception e)
#pragma warning restore CA1031
        {
            try
            {
                await LoseAllAsync().ConfigureAwait(false);
            }
            finally
            {
                completion.TrySetException(e);
            }
        }
        finally
        {
            // Whatever fails: a watch that goes on would renew the lease of a node that has stopped.
            try
            {
                if (receiver is { } receiving)
                {
                    await receiving.DisposeAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                try
                {
                    await starts.EndAsync().ConfigureAwait(false);
                }
                finally
                {
                    await watch.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    public void Dispose()
    {
        FleetMeter.Nodes.Leave(this);
        journal.Stopped();
        services.Lease.Dispose();
    }

    /// <summary>Waits until nodes that start at the same time know each other, and takes groups from then on.</summary>
    private async Task LookAroundAsync(CancellationToken stopping)
    {
        await Task.Delay(LookAround, time, stopping).ConfigureAwait(false);
        services.Lease.Take();
    }

    /// <returns>How long to wait before the next step at least; null to wait until something changes.</returns>
    private async Task<TimeSpan?> StepAsync(CancellationToken stopping)
    {
        try
        {
            if (services.Lease.Lost.IsCompleted)
            {
                await LoseAllAsync().ConfigureAwait(false);
                await services.AskAsync(services.Lease.RejoinAsync, stopping).ConfigureAwait(false);
                journal.Rejoined();
            }

            concerns.NoteLease(LeaseAge);
            if (LeaseAge > options.HoldTimeout)
            {
                await LoseAllAsync().ConfigureAwait(false);
                return null;
            }

            if (LeaseAge > 3 * NodeLease.Interval)
            {
                // The broker is away: what this node knows of the others is old.
                return null;
            }

            if (services.Lease.Phase == NodePhase.Joining)
            {
                // It has joined again, by the step above or, if that has failed, by a renewal.
                await LookAroundAsync(stopping).ConfigureAwait(false);
            }

            var silent = await services.AskAsync(token => services.Members.BuryDeadAsync(services.Lease.Key, token), stopping)
                .ConfigureAwait(false);
            foreach (string dead in silent)
            {
                services.Report(
                    $"node {dead} has not renewed its lease for {FleetMembers.LeaseTimeout.TotalSeconds} s; the others take its shards.",
                    null);
            }

            journal.Needs(concerns.Check());
            if (groups.Find(0) is not null)
            {
                // One node of the fleet has this group.
                starts.Refresh(stopping);
            }

            await LeaveLostAsync().ConfigureAwait(false);
            await SaveAsync(stopping).ConfigureAwait(false);
            return await AssignAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested && e is not GatewayException { IsConfigurationError: true })
        {
            services.Report($"a step has failed, which is tried again: {e.Message}", e);
            return null;
        }
    }

    /// <summary>Whether the broker answers now: handing over would wait for it.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(NodeLease.Interval, time);
        try
        {
            return services.Lease.Lost.IsCompleted || await services.Lease.ConfirmAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FleetException or OperationCanceledException)
        {
            return false;
        }
    }
}
