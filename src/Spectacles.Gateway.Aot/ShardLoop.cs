using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>Keeps a shard alive: connects, and connects again, until it is stopped or closed for good.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer holds nothing; whoever is late may still ask it.")]
internal sealed class ShardLoop
{
    private readonly Shard shard;
    private readonly ShardContext context;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ReconnectPlan plan;
    private readonly LossReport losses;
    private readonly ShardSession kept;
    private ShardConnection? connection;

    public ShardLoop(Shard shard, ShardContext context)
    {
        this.shard = shard;
        this.context = context;
        plan = new ReconnectPlan(context, message => Report(GatewayErrorKind.Connection, message, null));
        losses = new LossReport(shard.Id, context.Errors, context.Time);
        kept = new ShardSession(shard, context);
        Calls = new ShardCalls(shard, context);
        Orders = new ShardOrders(shard, context.Errors.Outages, context.Time, stopping.Token);
    }

    public ShardCalls Calls { get; }

    /// <summary>What the user wants of the shard's connection.</summary>
    public ShardOrders Orders { get; }

    /// <summary>The session that lives, or that the next connection resumes.</summary>
    public Session? Session
    {
        get;
        private set
        {
            field = value;
            LastSession = value ?? LastSession;
        }
    }

    /// <summary>The session that lives, or that was the last one: whose bot it is does not change.</summary>
    public Session? LastSession { get; private set; }

    /// <summary>The connection that is open, or being opened; null between two.</summary>
    public ShardConnection? Connection
    {
        get
        {
            lock (gate)
            {
                return connection;
            }
        }
    }

    /// <summary>Cancelled when no further call is to begin.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Ends when the shard has stopped; faults when it was closed for good.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start() => Running = RunAsync();

    /// <summary>A session has begun, or was resumed.</summary>
    public void Succeed(Session live, bool resumed)
    {
        if (!resumed)
        {
            Calls.StartAfter(0);
        }

        Session = live;
        plan.Succeed();
        context.Errors.Outages.Return(shard.Id);
        kept.SaveSoon();
    }

    /// <summary>Whether the session store has not answered.</summary>
    public bool SavesStill => kept.SavesStill;

    /// <summary>Begins no further call, and saves the session as it is now. It runs none of the user's code.</summary>
    public void StopDispatching()
    {
        _ = stopping.CancelAsync();
        Connection?.StopDispatching();
        kept.SaveSoon();
        shard.EndWaits(new GatewayException($"Shard {shard.Id} stops: no event will come any more."));
    }

    public Task WhenCallsFinished() => Calls.Window.WhenEmpty();

    /// <summary>Saves the session, if it is to outlive the process, and closes the connection.</summary>
    /// <param name="code">What to close with; null for what the session's future asks for.</param>
    /// <param name="giveUp">Cancelled when the stop waits no longer.</param>
    /// <remarks>What handlers have finished when it is called is what the session says. Neither the store, a listener nor a handler that blocks keeps the close frame back.</remarks>
    public async Task StopAsync(int? code, CancellationToken giveUp)
    {
        bool lives = context.Sessions.IsDurable && !Orders.WantsNewSession && CloseRules.Keeps(code ?? CloseRules.KeepSession);
        var saved = kept.StopAsync(lives, giveUp);
        await Task.WhenAll(saved, CloseAsync(code ?? (lives ? CloseRules.KeepSession : (int)CloseCode.NormalClosure))).ConfigureAwait(false);
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Calls.Dispose();
    }

    /// <summary>Nothing of the shard is waited for any longer: its connection is aborted.</summary>
    public async Task AbandonAsync()
    {
        // A connection of the user's may block in it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Calls.Dispose();
        Connection?.Sender.Abort();
    }

    private async Task CloseAsync(int code)
    {
        // A listener of Disconnecting may block in it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (Connection is { } open)
        {
            await open.CloseAsync(new LifecycleStep(LifecycleAction.Close, Reason: "the cluster stops"), code).ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        // The caller's thread starts the other shards.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            Session = await kept.LoadAsync(stopping.Token).ConfigureAwait(false);
            Calls.StartAfter(Session?.Sequence ?? 0);
            if (!stopping.IsCancellationRequested)
            {
                kept.Start();
            }

            while (!stopping.IsCancellationRequested)
            {
                await ConnectAndWaitAsync().ConfigureAwait(false);
                Session = Orders.WantsNewSession ? null : Session;
                await Orders.StandStillAsync().ConfigureAwait(false);
            }

            shard.EnterEnd(ShardState.Stopped, new GatewayException($"Shard {shard.Id} was stopped."));
        }
        catch (Exception e)
        {
            // Whatever it is, it must not be silent, and nobody may wait for ever.
            var failure = e as GatewayException ?? new GatewayException($"Shard {shard.Id} can't go on: {PeerText.Escape(e.Message)}", e);
            shard.EnterEnd(ShardState.Failed, failure);
            Report(GatewayErrorKind.Fatal, failure.Message, failure);
            throw failure == e ? e : failure;
        }
        finally
        {
            context.Errors.Outages.Forget(shard.Id, isStop: stopping.IsCancellationRequested);
            Orders.End();
        }
    }

    private async Task ConnectAndWaitAsync()
    {
        var (end, wasGreeted) = await ConnectOnceAsync().ConfigureAwait(false);
        context.Dials.Leave(shard.Id);
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        if (end.After is AfterClose.StopShard or AfterClose.StopCluster)
        {
            // Discord has ended it: the next run must not ask for it.
            Session = null;
            throw new GatewayClosedException(shard.Id, (CloseCode)end.Code!, end.Reason, Orders.Asked(context.Asked));
        }

        shard.Enter(ShardState.Disconnected, end.Describe());
        if (plan.AsksTheApi)
        {
            // Beside the pause and what follows: an API that is down must not keep a session from being resumed at an address that is known. It never throws, and ends with the shard.
            _ = context.Gateway.RefreshAsync(context.Errors, stopping.Token);
        }

        await Orders.PauseAsync(plan.NextPause(end, wasGreeted)).ConfigureAwait(false);
    }

    /// <returns>How the connection ended, and whether HELLO came on it.</returns>
    private async Task<(LifecycleStep End, bool WasGreeted)> ConnectOnceAsync()
    {
        Session = Orders.TakeNewSession() ? null : Session;
        shard.Enter(ShardState.Connecting, Session is null ? "a new session" : "to resume");
        var address = plan.NextAddress(Session);
        long? before = Session?.Sequence;

        // An order of the user's does not wait for a slot.
        await Orders.PauseAsync(TimeSpan.Zero, first: noMore => context.Dials.EnterAsync(shard.Id, Session is not null, noMore)).ConfigureAwait(false);
        using var attempt = TryOpen();
        if (attempt is null)
        {
            return (new LifecycleStep(LifecycleAction.Close, Reason: "there is no connection"), false);
        }

        shard.Events.TellConnecting(shard);
        try
        {
            var end = await attempt.RunAsync(address).ConfigureAwait(false);
            string? refused = plan.Count(attempt, end, before);
            ForgetRefusedPresence(attempt, end);
            var held = Session;
            Session = refused is not null || end.After == AfterClose.Identify || Orders.WantsNewSession ? null : attempt.Session;
            Tell(attempt, end, address, held, refused);
            return (end, attempt.WasGreeted);
        }
        finally
        {
            lock (gate)
            {
                connection = null;
            }
        }
    }

    /// <summary>A raw presence may be one that Discord does not understand, and it would stand in each further IDENTIFY.</summary>
    private void ForgetRefusedPresence(ShardConnection ended, LifecycleStep end)
    {
        if (end.Code == (int)CloseCode.DecodeError && ended is { ReadySince: null, ResumeBegan: null } && shard.Commands.Presence is not null)
        {
            shard.Commands.ForgetPresence("Discord does not understand the IDENTIFY that carries it");
        }
    }

    private void Tell(ShardConnection ended, LifecycleStep end, Uri address, Session? held, string? refused)
    {
        bool isWanted = ended.WasClosedByUser || Orders.WantsNewSession || stopping.IsCancellationRequested || end.After is AfterClose.StopShard or AfterClose.StopCluster;
        if (!isWanted)
        {
            losses.Tell(ended, end, address, Session is null ? held?.Sequence : null, refused);
        }

        bool resumes = Session is not null && end.After == AfterClose.Resume && !stopping.IsCancellationRequested;
        if (ended.Ending(end, resumes) is { } close)
        {
            shard.Events.TellClosed(close, shard);
        }
    }

    /// <summary>A connection that a stop will find, or none when the stop has come before it or the user's factory fails.</summary>
    private ShardConnection? TryOpen()
    {
        ShardConnection attempt;
        try
        {
            attempt = new ShardConnection(shard, context, Calls, Session);
        }
#pragma warning disable CA1031 // A factory of the user's may throw anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Errors.SendOutage(shard.Id, $"ClusterOptions.ConnectionFactory or TransportCompression threw {e.GetType().Name}: {PeerText.Escape(e.Message)}", ConnectFailure.Printable(e));
            return null;
        }

        lock (gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                connection = attempt;
            }
        }

        // Whoever has ordered something else before now has not seen this connection; whoever does from now on closes it.
        if (connection is null || Orders.StandsStill || (Orders.WantsNewSession && Session is not null))
        {
            connection = null;
            attempt.Dispose();
            return null;
        }

        if (Session is null)
        {
            // The order is obeyed by this one; left behind, it would end the session of the next.
            Orders.TakeNewSession();
        }

        return attempt;
    }

    private void Report(GatewayErrorKind kind, string message, Exception? exception) =>
        context.Errors.Send(new GatewayError(kind, message, shard.Id) { Exception = exception });
}
