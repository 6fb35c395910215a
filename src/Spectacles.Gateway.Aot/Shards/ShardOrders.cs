namespace Spectacles.Gateway;

/// <summary>Brings what the user wants of a shard's connection to its lifecycle, and to the connection and the wait of now.</summary>
internal sealed class ShardOrders(ShardParts parts, ShardLife life, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private readonly long origin = parts.Time.GetTimestamp();
    private CancellationTokenSource? wait;
    private TaskCompletionSource? standStill;
    private ShardConnection? connection;

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

    private ShardLifecycle Lifecycle => parts.Lifecycle;

    private TimeSpan Now => parts.Time.GetElapsedTime(origin);

    /// <summary>What the loop is to do next.</summary>
    /// <param name="interrupted">Cancelled by the user's next order, and by a stop: ends the waits of the step.</param>
    public ShardStep Next(out CancellationToken interrupted)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested)
            {
                Lifecycle.Stop();
            }

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

    /// <summary>A connection is about to be dialed: a stop and the user's orders find it from now on.</summary>
    /// <returns>Whether it may be dialed; if not, something else has been ordered.</returns>
    public bool TryOpen(ShardConnection attempt, in ShardStep step)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested)
            {
                Lifecycle.Stop();
            }

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

    /// <summary>A connection has ended, or could not be made.</summary>
    public ConnectionOutcome End(in ConnectionEnd end)
    {
        lock (gate)
        {
            connection = null;
            if (stopping.IsCancellationRequested)
            {
                Lifecycle.Stop();
            }

            return Lifecycle.Ended(end, Now);
        }
    }

    /// <summary>Ends the connection, and opens none until <see cref="Connect"/>.</summary>
    public Task DisconnectAsync(int code)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            standStill = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Lifecycle.Disconnect(CloseRules.Keeps(code));
            return Task.WhenAll(Obey(code, "DisconnectAsync was called"), standStill.Task);
        }
    }

    /// <summary>Connections are opened again.</summary>
    public void Connect()
    {
        lock (gate)
        {
            ThrowIfOver();
            if (!Lifecycle.IsDisconnected)
            {
                throw new InvalidOperationException($"Shard {parts.Id} connects by itself; it is {life.State}. ConnectAsync is for a shard that DisconnectAsync has disconnected.");
            }

            Lifecycle.Connect();
            standStill?.TrySetResult();
            _ = wait?.CancelAsync();
        }
    }

    /// <summary>Ends the connection; another one follows at once.</summary>
    public Task ReconnectAsync(int code)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            Lifecycle.Reconnect(CloseRules.Keeps(code));
            return Obey(code, "ReconnectAsync was called");
        }
    }

    /// <summary>Ends the session; a new one follows at once.</summary>
    public Task IdentifyAsync(IdentifyOverrides? asked)
    {
        lock (gate)
        {
            ThrowIfDisconnected();
            parts.Identify.Override(asked);
            Lifecycle.Reconnect(keepSession: false);
            return Obey((int)CloseCode.NormalClosure, "IdentifyAsync was called");
        }
    }

    /// <summary>The shard has ended: nothing may wait for it.</summary>
    public void End()
    {
        lock (gate)
        {
            standStill?.TrySetResult();
        }
    }

    /// <summary>Under the lock: the connection that is open now is closed, and not one that follows; a wait between two ends.</summary>
    private Task Obey(int code, string reason)
    {
        _ = wait?.CancelAsync();
        var step = new LifecycleStep(LifecycleAction.Close, CloseRules.Keeps(code) ? AfterClose.Resume : AfterClose.Identify, reason);
        return connection is { } open ? CloseAsync(open, step, code) : Task.CompletedTask;
    }

    private static async Task CloseAsync(ShardConnection open, LifecycleStep step, int code)
    {
        // Outside the lock: listeners are called.
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
            throw new InvalidOperationException($"Shard {parts.Id} has stopped ({life.State}) and cannot be restarted. Create a new Cluster.");
        }
    }
}
