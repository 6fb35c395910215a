namespace Spectacles.Gateway;

/// <summary>
/// The unavailable guilds of a shard: those that READY has announced without an event for them yet, and those in an outage.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/events/gateway-events#guild-create. Receives the events of the shard in order, one at a time.
/// </remarks>
internal sealed class GuildArrivals
{
    /// <summary>
    /// How long to wait for the first event of a guild. Discord sends GUILD_CREATE for each guild within seconds of READY. Other servers
    /// may never send it for some guilds.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The limit of stored guilds, so that a server with invented guilds does not fill the memory. Discord allows 2,500 guilds per shard,
    /// except for large bots.
    /// </summary>
    private const int MostUnavailable = 100_000;

    private readonly Lock gate = new();
    private readonly HashSet<ulong> unavailable = [];
    private volatile TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<ulong>? expected;
    private int? total;

    /// <summary>
    /// A task for the session that is current when it is read. Completes when the calls of READY have begun, and those of one event of each
    /// guild that READY announced.
    /// </summary>
    public Task Complete => complete.Task;

    /// <summary>The guilds that are unavailable now.</summary>
    public IReadOnlyList<Snowflake> Missing
    {
        get
        {
            lock (gate)
            {
                var ids = new SortedSet<ulong>(unavailable);
                ids.UnionWith(expected ?? []);
                List<Snowflake> missing = [];
                foreach (ulong id in ids)
                {
                    missing.Add(new Snowflake(id));
                }

                return missing;
            }
        }
    }

    /// <summary>
    /// The numbers of guilds that are available and unavailable; null before READY, and after the resume of a session that another process
    /// began, because Discord does not announce its guilds again.
    /// </summary>
    public (int Available, int Unavailable)? Count
    {
        get
        {
            lock (gate)
            {
                int missing = unavailable.Count;
                foreach (ulong id in expected ?? [])
                {
                    missing += unavailable.Contains(id) ? 0 : 1;
                }

                return total is { } all ? (Math.Max(0, all - missing), missing) : null;
            }
        }
    }

    /// <summary>
    /// Begins or continues a session. For a session that another process began, no guilds are known, because Discord does not announce them
    /// again.
    /// </summary>
    public void Enter(bool resumed)
    {
        lock (gate)
        {
            if (resumed)
            {
                expected ??= [];
                return;
            }

            (expected, total) = (null, null);
            unavailable.Clear();
            if (complete.Task.IsCompletedSuccessfully)
            {
                complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Ends the wait: no further guild will arrive.</summary>
    public void End(GatewayException reason)
    {
        complete.TrySetException(reason);

        // Observes the exception, because the task may have no waiter.
        _ = complete.Task.Exception;
    }

    /// <summary>Takes an event of the shard, before its calls begin.</summary>
    /// <returns>
    /// Whether the event belongs to the beginning of the session. Another session has an equivalent event with different bytes.
    /// </returns>
    public bool Take(in Envelope envelope)
    {
        if (envelope.Event.SequenceEqual("READY"u8))
        {
            lock (gate)
            {
                expected = [.. GuildFacts.ReadAnnounced(envelope.Data)];
                total = expected.Count;
                unavailable.Clear();
            }

            return true;
        }

        bool comes = envelope.Event.SequenceEqual("GUILD_CREATE"u8);

        // While no guild is missing, GUILD_CREATE is a guild that the bot joins, and need not be read.
        bool matters = comes ? expected is { Count: > 0 } || unavailable.Count > 0 : envelope.Event.SequenceEqual("GUILD_DELETE"u8);
        if (!matters || GuildFacts.Read(envelope.Data) is not { } guild)
        {
            total += comes ? 1 : 0;
            return false;
        }

        lock (gate)
        {
            bool isKnown = unavailable.Contains(guild.Id) || (expected?.Contains(guild.Id) ?? false);
            total += comes ? (isKnown ? 0 : 1) : guild.IsUnavailable ? 0 : -1;
            if (!guild.IsUnavailable)
            {
                unavailable.Remove(guild.Id);
            }
            else if (unavailable.Count < MostUnavailable)
            {
                unavailable.Add(guild.Id);
            }

            bool announced = expected?.Remove(guild.Id) ?? false;
            return comes && announced;
        }
    }

    /// <summary>Notes that the calls of the last event have run to their first await.</summary>
    public void CallsBegun()
    {
        if (complete.Task.IsCompleted || expected is not { Count: 0 })
        {
            return;
        }

        lock (gate)
        {
            if (expected is { Count: 0 })
            {
                complete.TrySetResult();
            }
        }
    }
}
