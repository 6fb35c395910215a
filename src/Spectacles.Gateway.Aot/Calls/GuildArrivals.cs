namespace Spectacles.Gateway;

/// <summary>The guilds of a shard that are not there: READY has announced them and nothing has come of them yet, or they are in an outage.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-create. The events of a shard are given to it in order, one at a time.</remarks>
internal sealed class GuildArrivals
{
    /// <summary>How long to wait for the first word of a guild. Discord sends GUILD_CREATE for each guild within seconds of READY; a server that leaves one out never does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Discord allows 2,500 guilds per shard, except for large bots. A server that makes up guilds does not fill the memory.</summary>
    private const int MostUnavailable = 100_000;

    private readonly Lock gate = new();
    private readonly HashSet<ulong> unavailable = [];
    private volatile TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<ulong>? expected;

    /// <summary>Ends when the calls of READY have begun, and those of an event of each guild that it announced; of the session that is current when it is asked for.</summary>
    public Task Complete => complete.Task;

    /// <summary>The guilds that are not there now.</summary>
    public IReadOnlyList<Snowflake> Missing
    {
        get
        {
            lock (gate)
            {
                return [.. unavailable.Union(expected ?? []).Order().Select(id => new Snowflake(id))];
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
                expected ??= [];
                return;
            }

            expected = null;
            unavailable.Clear();
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

    /// <summary>Looks at an event of the shard, before its calls begin.</summary>
    /// <returns>Whether the event belongs to the beginning of the session: another session has one like it, of other bytes.</returns>
    public bool Take(in Envelope envelope)
    {
        if (envelope.Event.SequenceEqual("READY"u8))
        {
            lock (gate)
            {
                expected = [.. GuildFacts.ReadAnnounced(envelope.Data)];
                unavailable.Clear();
            }

            return true;
        }

        bool comes = envelope.Event.SequenceEqual("GUILD_CREATE"u8);

        // While no guild is missing, GUILD_CREATE is a guild that the bot joins: it need not be read.
        bool matters = comes ? expected is { Count: > 0 } || unavailable.Count > 0 : envelope.Event.SequenceEqual("GUILD_DELETE"u8);
        if (!matters || GuildFacts.Read(envelope.Data) is not { } guild)
        {
            return false;
        }

        lock (gate)
        {
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

    /// <summary>The calls of the event that was taken last have run to their first await.</summary>
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
