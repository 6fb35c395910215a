using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>What the user wants of a shard's connection: to end it, to open none until told, to begin a new session.</summary>
internal sealed class ShardOrders(Shard shard, TimeProvider time, CancellationToken stopping)
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
    public async Task DisconnectAsync(int code)
    {
        var mine = new StandStill();
        lock (gate)
        {
            ThrowIfStill();
            Volatile.Write(ref standStill, mine);
            Hurry(CloseRules.Keeps(code));
        }

        await CloseAsync(code, "the user disconnects the shard").ConfigureAwait(false);
        await mine.Reached.Task.ConfigureAwait(false);
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
    public async Task ReconnectAsync(int code)
    {
        lock (gate)
        {
            ThrowIfStill();
            Hurry(CloseRules.Keeps(code));
        }

        await CloseAsync(code, "the user reconnects the shard").ConfigureAwait(false);
    }

    /// <summary>Ends the session; a new one follows at once.</summary>
    public async Task IdentifyAsync(IdentifyOverrides? asked)
    {
        lock (gate)
        {
            ThrowIfStill();
            Volatile.Write(ref overrides, asked);
            Hurry(keepsSession: false);
        }

        await CloseAsync((int)CloseCode.NormalClosure, "the user wants a new session").ConfigureAwait(false);
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
    public async Task PauseAsync(TimeSpan wait)
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

    private Task CloseAsync(int code, string reason)
    {
        var after = CloseRules.Keeps(code) ? AfterClose.Resume : AfterClose.Identify;
        return shard.Loop.Connection?.CloseAsync(new LifecycleStep(LifecycleAction.Close, after, reason), code, byUser: true) ?? Task.CompletedTask;
    }

    private void Hurry(bool keepsSession)
    {
        Volatile.Write(ref newSession, newSession || !keepsSession);
        hurries = true;
        pause?.Cancel();
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
