namespace Spectacles.Gateway;

/// <summary>
/// Passes the user's orders for a shard's connection to its lifecycle, to the current connection and to the current wait.
/// </summary>
internal sealed class ShardOrders(ShardParts parts, ShardLife life, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private readonly long origin = parts.Time.GetTimestamp();
    private CancellationTokenSource? wait;
    private TaskCompletionSource? standStill;
    private ShardConnection? connection;

    /// <summary>The open or opening connection; null between connections.</summary>
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

    private ShardLifecycle Lifecycle => parts.Lifecycle;

    private TimeSpan Now => parts.Time.GetElapsedTime(origin);

    /// <summary>Returns the next step of the loop.</summary>
    /// <param name="interrupted">Canceled by the user's next order, and by a stop. Ends the waits of the step.</param>
    public ShardStep Next(out CancellationToken interrupted)
    {
        lock (gate)
        {
            wait?.Dispose();
            wait = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            interrupted = wait.Token;
            var step = Lifecycle.Next(Now);
            if (step.Action == ShardAction.StandStill)
            {
                standStill?.TrySetResult();
            }

            return step;
        }
    }

    /// <summary>Notes that a connection is about to be opened. From now on, a stop and the user's orders apply to it.</summary>
    /// <returns>Whether it may be opened. If not, something else has been ordered.</returns>
    public bool TryOpen(ShardConnection attempt, in ShardStep step)
    {
        lock (gate)
        {
            wait?.Dispose();
            wait = null;
            if (!Lifecycle.TryOpen(step))
            {
                return false;
            }

            connection = attempt;
            return true;
        }
    }

    /// <summary>Handles a connection that has ended, or could not be created.</summary>
    public ConnectionOutcome End(in ConnectionEnd end)
    {
        lock (gate)
        {
            connection = null;
            return Lifecycle.Ended(end, Now);
        }
    }

    /// <summary>Ends the connection, and opens none until <see cref="Connect"/> is called.</summary>
    public Task DisconnectAsync(bool keepSession)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            standStill = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Lifecycle.Disconnect(keepSession);
            return Task.WhenAll(Obey(keepSession, "DisconnectAsync was called"), standStill.Task);
        }
    }

    /// <summary>Allows connections again.</summary>
    public void Connect()
    {
        lock (gate)
        {
            ThrowIfOver();
            if (!Lifecycle.IsDisconnected)
            {
                throw new InvalidOperationException($"Shard {parts.Id} connects automatically; it is {life.State}. ConnectAsync is for a "
                    + "shard that DisconnectAsync has disconnected.");
            }

            Lifecycle.Connect();
            standStill?.TrySetResult();
            _ = wait?.CancelAsync();
        }
    }

    /// <summary>Ends the connection. Another one follows at once.</summary>
    public Task ReconnectAsync(bool keepSession)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            Lifecycle.Reconnect(keepSession);
            return Obey(keepSession, "ReconnectAsync was called");
        }
    }

    /// <summary>Ends the session. A new one follows at once.</summary>
    public Task StartNewSessionAsync(IdentifyOverrides? asked)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            parts.Identify.Override(asked);
            Lifecycle.Reconnect(keepSession: false);
            return Obey(keepSession: false, "StartNewSessionAsync was called");
        }
    }

    /// <summary>Stops the lifecycle: no further connection is opened.</summary>
    public void Stop()
    {
        lock (gate)
        {
            Lifecycle.Stop();
        }
    }

    /// <summary>Ends all waits, because the shard has ended.</summary>
    public void End()
    {
        lock (gate)
        {
            standStill?.TrySetResult();
        }
    }

    /// <summary>
    /// Closes the connection that is open now, but not a later one, and ends a wait between connections. Called under the lock.
    /// </summary>
    private Task Obey(bool keepSession, string reason)
    {
        _ = wait?.CancelAsync();
        var step = new LifecycleStep(LifecycleAction.Close, keepSession ? AfterClose.Resume : AfterClose.Identify, reason);
        return connection is { } open ? CloseAsync(open, step, CloseRules.CodeFor(keepSession)) : Task.CompletedTask;
    }

    private static async Task CloseAsync(ShardConnection open, LifecycleStep step, int code)
    {
        // Outside the lock, because listeners are called.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await open.CloseAsync(step, code, byUser: true).ConfigureAwait(false);
    }

    private void ThrowIfDisconnected()
    {
        ThrowIfOver();
        if (Lifecycle.IsDisconnected)
        {
            throw new InvalidOperationException($"Shard {parts.Id} is disconnected, by DisconnectAsync. Call ConnectAsync first.");
        }
    }

    private void ThrowIfOver()
    {
        if (life.State is ShardState.Stopped or ShardState.Failed || stopping.IsCancellationRequested)
        {
            throw new GatewayStoppedException(
                $"Shard {parts.Id} has stopped ({life.State}) and cannot be restarted. Create a new Cluster.");
        }
    }
}
