using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// Keeps a shard connected until it is stopped or closed permanently, by carrying out the steps of <see cref="ShardLifecycle"/>.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source of a token that has no timer holds nothing; a late caller may still ask it.")]
internal sealed class ShardLoop
{
    private readonly ShardParts parts;
    private readonly ShardLife life;
    private readonly ShardSession session;
    private readonly CancellationTokenSource stopping = new();
    private readonly ResumeAddress address;
    private readonly LossReport losses;
    private readonly SessionContest contest = new();
    private readonly long started;
    private readonly Lock gate = new();
    private Task? stop;

    public ShardLoop(ShardParts parts, ShardLife life, ShardSession session)
    {
        this.parts = parts;
        this.life = life;
        this.session = session;
        address = new ResumeAddress(parts.Context.Gateway, parts.Context.Compression, parts.Errors);
        losses = new LossReport(parts.Errors);
        started = parts.Time.GetTimestamp();
        Orders = new ShardOrders(parts, life, stopping.Token);
    }

    /// <summary>The user's orders for the shard's connection.</summary>
    public ShardOrders Orders { get; }

    /// <summary>A task that completes when the shard has stopped. It faults when the shard was closed permanently.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start() => Running = RunAsync();

    /// <summary>Begins no further call, and saves the session as it is now. Runs none of the user's code.</summary>
    public void StopDispatching()
    {
        Orders.Stop();
        _ = stopping.CancelAsync();
        Orders.Connection?.StopDispatching();
        session.SaveSoon();
        life.EndWaits(new GatewayStoppedException($"Shard {parts.Id} is stopping; no more events will be received."));
    }

    /// <summary>Saves the session, if it should outlive the process, and closes the connection.</summary>
    /// <param name="keepSession">Whether the session is kept; null to keep it if the store outlives the process.</param>
    /// <param name="giveUp">Canceled when the stop no longer waits.</param>
    /// <remarks>
    /// A second call waits for the first one. The saved session includes the calls that have finished when this method is called. Neither
    /// the store nor a blocking listener or handler delays the close frame.
    /// </remarks>
    public Task StopAsync(bool? keepSession, CancellationToken giveUp)
    {
        lock (gate)
        {
            return stop ??= StopCoreAsync(keepSession, giveUp);
        }
    }

    /// <summary>Abandons all work of the shard: its connection is aborted.</summary>
    public async Task AbandonAsync()
    {
        // The user's connection may block in this call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        parts.Dispatcher.Dispose();
        Orders.Connection?.Abort();
    }

    private async Task StopCoreAsync(bool? keepSession, CancellationToken giveUp)
    {
        bool lives = !parts.Lifecycle.WantsNewSession && (keepSession ?? parts.Context.Sessions.IsDurable);
        var saved = session.StopAsync(lives, giveUp);
        await Task.WhenAll(saved, CloseAsync(CloseRules.CodeFor(keepSession ?? lives))).ConfigureAwait(false);
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        parts.Dispatcher.Dispose();
    }

    private async Task CloseAsync(int code)
    {
        // A listener of Disconnecting may block in this call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (Orders.Connection is { } open)
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
            await RestoreAsync().ConfigureAwait(false);
            while (await TryGoOnAsync().ConfigureAwait(false))
            {
            }

            life.End(ShardState.Stopped, new GatewayStoppedException($"Shard {parts.Id} was stopped."));
        }
        catch (Exception e)
        {
            // Any exception must be reported, and no caller may wait forever.
            var failure = e as GatewayException
                ?? new GatewayStoppedException(
                    $"Shard {parts.Id} can't continue: {PeerText.Escape(e.Message)}", GatewayStopReason.Failed, e);
            life.End(ShardState.Failed, failure);
            parts.Errors.Send(new GatewayError(GatewayErrorKind.Failed, failure.Message, parts.Id) { Exception = failure });
            throw failure == e ? e : failure;
        }
        finally
        {
            parts.Errors.Outages.Forget(parts.Id, isStop: stopping.IsCancellationRequested);
            Orders.End();
        }
    }

    private async Task RestoreAsync()
    {
        var stored = await session.LoadAsync(stopping.Token).ConfigureAwait(false);
        parts.Lifecycle.Restore(stored);
        parts.Dispatcher.StartAfter(stored?.Sequence ?? 0);
        if (!stopping.IsCancellationRequested)
        {
            session.Start();
        }
    }

    /// <summary>Carries out the next step.</summary>
    /// <returns>False if the shard was stopped.</returns>
    private async Task<bool> TryGoOnAsync()
    {
        var step = Orders.Next(out var interrupted);
        switch (step.Action)
        {
            case ShardAction.Connect:
                await ConnectAsync(step, interrupted).ConfigureAwait(false);
                return true;
            case ShardAction.Wait:
                await WaitAsync(step, interrupted).ConfigureAwait(false);
                return true;
            case ShardAction.StandStill:
                parts.Errors.Outages.Forget(parts.Id, isStop: false);
                await SleepAsync(Timeout.InfiniteTimeSpan, interrupted).ConfigureAwait(false);
                return true;
            case ShardAction.Fail:
                throw new GatewayClosedException(
                    parts.Id, (CloseCode)step.End.Code!, step.End.Reason, parts.Asked.Explain((CloseCode)step.End.Code!));
            default:
                return false;
        }
    }

    private Task WaitAsync(ShardStep step, CancellationToken interrupted)
    {
        if (step.AsksApi)
        {
            // Not awaited: a session can be resumed at a known address even if the API is down. It never throws, and ends with the shard.
            _ = parts.Context.Gateway.RefreshAsync(parts.Context.Errors, stopping.Token);
        }

        return SleepAsync(step.Pause, interrupted);
    }

    /// <summary>Waits, unless interrupted. It does not throw.</summary>
    private async Task SleepAsync(TimeSpan pause, CancellationToken interrupted) =>
        await Task.Delay(pause, parts.Time, interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task ConnectAsync(ShardStep step, CancellationToken interrupted)
    {
        life.Enter(ShardState.Connecting, step.Session is null ? "a new session" : "to resume");
        var target = address.Of(step);

        // A user's order does not wait for a slot.
        await parts.Context.Dials.EnterAsync(
            parts.Id, step.Session is not null, interrupted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await parts.Context.Claims.ConfirmAsync(
            parts.Id, interrupted).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var attempt = TryMake(step);
        var none = new LifecycleStep(LifecycleAction.Close, Reason: "there is no connection");
        if (attempt is null)
        {
            Orders.End(new ConnectionEnd(none, step.Session));
            Disconnected(none);
            return;
        }

        if (!Orders.TryOpen(attempt, step))
        {
            Disconnected(none);
            return;
        }

        parts.Events.TellConnecting();
        var end = await WithNewTokenAsync(await attempt.RunAsync(target).ConfigureAwait(false)).ConfigureAwait(false);
        ForgetRefusedPresence(end);
        var outcome = Orders.End(end);
        parts.Telemetry.EndConnection(end, outcome, stopping.IsCancellationRequested);
        if (!outcome.IsExpected)
        {
            losses.Send(end, outcome, target);
        }

        if (contest.Note(end, parts.Time.GetElapsedTime(started)))
        {
            losses.SendTakenOver();
        }

        if (attempt.Ending(end.Step, outcome.Resumes) is { } close)
        {
            parts.Events.TellClosed(close);
        }

        Disconnected(end.Step);
    }

    /// <summary>If the token was refused, and its file now has another one, a new session follows.</summary>
    private async ValueTask<ConnectionEnd> WithNewTokenAsync(ConnectionEnd end)
    {
        var tokens = parts.Context.Gateway.Tokens;
        return end is { Step.Code: (int)CloseCode.AuthenticationFailed, Token: { } refused }
            && await tokens.HasReplacedAsync(refused, parts.Time, parts.Errors, stopping.Token).ConfigureAwait(false)
                ? end with { Step = end.Step with { After = AfterClose.Identify, PauseFirst = true } }
                : end;
    }

    private void Disconnected(in LifecycleStep end)
    {
        parts.Context.Dials.Leave(parts.Id);
        if (!stopping.IsCancellationRequested && end.After is not (AfterClose.StopShard or AfterClose.StopCluster))
        {
            life.Enter(ShardState.Disconnected, end.Describe());
        }
    }

    /// <summary>Removes a raw presence that Discord may not accept, because every further IDENTIFY would repeat it.</summary>
    private void ForgetRefusedPresence(in ConnectionEnd end)
    {
        if (
            end.Step.Code == (int)CloseCode.DecodeError
                && end is { ReadyFor: null, ResumeAge: null } && parts.Identify.Presence is not null)
        {
            parts.Identify.ForgetPresence("Discord could not decode the IDENTIFY that contains it");
        }
    }

    /// <summary>Creates a connection; null if the user's factory fails.</summary>
    private ShardConnection? TryMake(in ShardStep step)
    {
        try
        {
            return new ShardConnection(parts, life, step.Session, stopping.Token);
        }
#pragma warning disable CA1031 // The user's factory may throw any exception.
        catch (Exception e)
#pragma warning restore CA1031
        {
            parts.Errors.SendOutage(
                $"ClusterOptions.ConnectionFactory or TransportCompression threw {e.GetType().Name}: {PeerText.Escape(e.Message)}", e);
            return null;
        }
    }
}
