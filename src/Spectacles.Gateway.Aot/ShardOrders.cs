namespace Spectacles.Gateway;

/// <summary>What the user wants of a shard's connection: to end it, to open none until told, to begin a new session.</summary>
internal sealed class ShardOrders(Shard shard, OutageReport outages, TimeProvider time, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private StandStill? standStill;
    private CancellationTokenSource? pause;
    private bool hurries;
    private bool newSession;
    private IdentifyOverrides? overrides;

    /// <summary>What each IDENTIFY says instead of what the cluster's options and handlers say.</summary>
    public IdentifyOverrides? Overrides => Volatile.Read(ref overrides);

    /// <summary>Whether the next connection is not to resume.</summary>
    public bool WantsNewSession => Volatile.Read(ref newSession);

    /// <summary>Whether no connection is to be opened.</summary>
    public bool StandsStill => Volatile.Read(ref standStill) is not null;

    /// <summary>What sessions of this shard ask for.</summary>
    public AskedIntents Asked(AskedIntents ofCluster) => Overrides?.Intents is { } intents ? ofCluster.With(intents) : ofCluster;

    /// <summary>Ends the connection, and opens none until <see cref="Connect"/>.</summary>
    public Task DisconnectAsync(int code)
    {
        var mine = new StandStill();
        Task closed;
        lock (gate)
        {
            ThrowIfStill();
            Volatile.Write(ref standStill, mine);
            closed = Order(code, "the user disconnects the shard");
        }

        return Task.WhenAll(closed, mine.Reached.Task);
    }

    /// <summary>Connections are opened again.</summary>
    public void Connect()
    {
        lock (gate)
        {
            ThrowIfOver();
            if (standStill is not { } ended)
            {
                throw new InvalidOperationException($"Shard {shard.Id} connects by itself; it is {shard.State}. ConnectAsync is for a shard that DisconnectAsync has disconnected.");
            }

            Volatile.Write(ref standStill, null);
            ended.Reached.TrySetResult();
            ended.Released.TrySetResult();
        }
    }

    /// <summary>Ends the connection; another one follows at once.</summary>
    public Task ReconnectAsync(int code)
    {
        lock (gate)
        {
            ThrowIfStill();
            return Order(code, "the user reconnects the shard");
        }
    }

    /// <summary>Ends the session; a new one follows at once.</summary>
    public Task IdentifyAsync(IdentifyOverrides? asked)
    {
        lock (gate)
        {
            ThrowIfStill();
            Volatile.Write(ref overrides, asked);
            shard.Commands.Presence = asked?.Presence ?? shard.Commands.Presence;
            return Order((int)CloseCode.NormalClosure, "the user wants a new session");
        }
    }

    /// <summary>Whether the next session has to be a new one; it is asked once for each order.</summary>
    public bool TakeNewSession()
    {
        lock (gate)
        {
            bool wanted = newSession;
            Volatile.Write(ref newSession, false);
            return wanted;
        }
    }

    /// <summary>Waits before the next connection, unless the user has ordered one.</summary>
    /// <param name="wait">How long.</param>
    /// <param name="first">What is to be done before; null for nothing.</param>
    public async Task PauseAsync(TimeSpan wait, Func<CancellationToken, Task>? first = null)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        lock (gate)
        {
            if (hurries)
            {
                hurries = false;
                return;
            }

            pause = mine;
        }

        if (first is not null)
        {
            await first(mine.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.Delay(wait, time, mine.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            pause = null;
            hurries = false;
        }
    }

    /// <summary>There is no connection: waits while none is to be opened.</summary>
    public async Task StandStillAsync()
    {
        StandStill? wanted;
        lock (gate)
        {
            wanted = standStill;
        }

        if (wanted is not null)
        {
            wanted.Reached.TrySetResult();
            outages.Forget(shard.Id, isStop: false);
            await wanted.Released.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The shard's life is over: nobody may wait for it.</summary>
    public void End()
    {
        lock (gate)
        {
            standStill?.Reached.TrySetResult();
        }
    }

    /// <summary>Under the lock: the connection that is open now is closed, and not one that follows when the pause ends.</summary>
    private Task Order(int code, string reason)
    {
        var open = shard.Loop.Connection;
        bool keepsSession = CloseRules.Keeps(code);
        Volatile.Write(ref newSession, newSession || !keepsSession);
        hurries = true;
        _ = pause?.CancelAsync();
        return open is null ? Task.CompletedTask : CloseAsync(open, new LifecycleStep(LifecycleAction.Close, keepsSession ? AfterClose.Resume : AfterClose.Identify, reason), code);
    }

    private static async Task CloseAsync(ShardConnection open, LifecycleStep step, int code)
    {
        // Outside the lock: listeners are told.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await open.CloseAsync(step, code, byUser: true).ConfigureAwait(false);
    }

    private void ThrowIfStill()
    {
        ThrowIfOver();
        if (standStill is not null)
        {
            throw new InvalidOperationException($"Shard {shard.Id} is disconnected, by DisconnectAsync. Call ConnectAsync first.");
        }
    }

    private void ThrowIfOver()
    {
        if (shard.State is ShardState.Stopped or ShardState.Failed || stopping.IsCancellationRequested)
        {
            throw new InvalidOperationException($"Shard {shard.Id} is {shard.State}: its life is over. Spawn another cluster.");
        }
    }

    private sealed class StandStill
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
