using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The guilds that READY has announced to a shard, until each has come.</summary>
internal sealed class GuildArrivals
{
    /// <summary>How long guilds may take after READY: those of an outage come when it is over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private volatile TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<ulong>? awaited;

    /// <summary>Ends when READY has come and no guild is awaited; of the session that lives when it is asked for.</summary>
    public Task Complete => complete.Task;

    /// <summary>The guilds that have not come yet.</summary>
    public IReadOnlyList<Snowflake> Awaited
    {
        get
        {
            lock (gate)
            {
                return [.. (awaited ?? []).Order().Select(id => new Snowflake(id))];
            }
        }
    }

    /// <summary>A session begins, or goes on. One that was begun by another process announces nothing: what its guilds are is not said again.</summary>
    public void Enter(bool resumed)
    {
        lock (gate)
        {
            if (resumed)
            {
                awaited ??= [];
                Signal();
                return;
            }

            awaited = null;
            if (complete.Task.IsCompletedSuccessfully)
            {
                complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>No guild will come any more.</summary>
    public void End(GatewayException reason)
    {
        complete.TrySetException(reason);

        // Nobody has to wait for it.
        _ = complete.Task.Exception;
    }

    /// <summary>Looks at an event of the shard.</summary>
    /// <returns>Whether the event belongs to the beginning of the session: another session has one like it, of other bytes.</returns>
    public bool Take(in Envelope envelope)
    {
        if (envelope.Event.SequenceEqual("READY"u8))
        {
            lock (gate)
            {
                awaited = [.. GuildFacts.ReadAnnounced(envelope.Data)];
                Signal();
            }

            return true;
        }

        bool comes = envelope.Event.SequenceEqual("GUILD_CREATE"u8);
        if ((comes || envelope.Event.SequenceEqual("GUILD_DELETE"u8)) && !complete.Task.IsCompleted && GuildFacts.ReadId(envelope.Data) is { } id)
        {
            lock (gate)
            {
                // One that is deleted will not come; others want to know that it is gone.
                bool announced = awaited?.Remove(id) ?? false;
                Signal();
                return comes && announced;
            }
        }

        return false;
    }

    private void Signal()
    {
        if (awaited is { Count: 0 })
        {
            complete.TrySetResult();
        }
    }
}
