namespace Spectacles.Gateway.Testing;

/// <summary>
/// A session that a client started with IDENTIFY. It outlives its connection: events without a connection are kept for RESUME.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
public sealed class SimulatedSession
{
    private readonly Lock gate = new();
    private readonly EventBuffer events;
    private readonly SessionRegistry registry;
    private Signal? listener;
    private long? detachedAt;
    private long acknowledged;
    private long forgotten;

    internal SimulatedSession(
        SessionRegistry registry,
        string id,
        int shardId,
        int shardCount,
        GatewayIntents intents,
        int largeThreshold,
        int replayLimit)
    {
        this.registry = registry;
        Id = id;
        ShardId = shardId;
        ShardCount = shardCount;
        Intents = intents;
        LargeThreshold = largeThreshold;
        events = new EventBuffer(replayLimit);
    }

    /// <summary>The session's id, as in READY.</summary>
    public string Id { get; }

    /// <summary>The shard's number.</summary>
    public int ShardId { get; }

    /// <summary>The shard count that the session identified with.</summary>
    public int ShardCount { get; }

    /// <summary>The intents of the session.</summary>
    public GatewayIntents Intents { get; }

    /// <summary>Whether the session has ended and can't be resumed.</summary>
    public bool Ended { get; private set; }

    /// <summary>The sequence of the newest event; 0 before READY.</summary>
    public long Sequence
    {
        get
        {
            lock (gate)
            {
                return events.Last;
            }
        }
    }

    /// <summary>
    /// The sequence that the client last acknowledged in a heartbeat or in RESUME; 0 before that. After a resume by another process it may
    /// be lower than before.
    /// </summary>
    public long AcknowledgedSequence
    {
        get
        {
            lock (gate)
            {
                return acknowledged;
            }
        }
    }

    /// <summary>Whether the session has a connection.</summary>
    public bool Connected
    {
        get
        {
            lock (gate)
            {
                return listener is not null;
            }
        }
    }

    /// <summary>Dispatches an event to this session if its intents deliver it. Without a connection the event is kept for replay.</summary>
    /// <param name="name">The event's name, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="json">The event's data.</param>
    /// <returns>Whether the session receives the event.</returns>
    /// <exception cref="System.Text.Json.JsonException"><paramref name="json"/> is not JSON.</exception>
    public bool Dispatch(string name, string json) => Offer(new OutgoingEvent(name, Json.Read(json), registry.BotId));

    /// <summary>The number of members above which GUILD_CREATE lacks the offline ones.</summary>
    internal int LargeThreshold { get; }

    /// <summary>Whether the guild belongs to the session's shard.</summary>
    internal bool Owns(SimulatedGuild guild) => guild.ShardOf(ShardCount) == ShardId;

    internal bool Offer(in OutgoingEvent item)
    {
        if (!EventIntents.Delivers(item.Name, Intents, item.GuildId is not null, item.IsAboutBot))
        {
            return false;
        }

        byte[] data = ContentFilter.Apply(item.Name, item.Data, Intents, registry.BotId);
        lock (gate)
        {
            if (Ended)
            {
                return false;
            }

            events.Append(new SessionEvent(item.Utf8Name, data));
            listener?.Raise();
        }

        registry.CountDispatch();
        return true;
    }

    internal bool TryGet(long sequence, out SessionEvent item)
    {
        lock (gate)
        {
            return events.TryGet(sequence, out item);
        }
    }

    /// <summary>Whether all events after this sequence are still kept, without those that were acknowledged and forgotten.</summary>
    internal bool CanReplayAfter(long sequence)
    {
        lock (gate)
        {
            return !Ended && Math.Max(sequence, forgotten) + 1 >= events.First;
        }
    }

    /// <summary>The sequence after which a replay begins that is requested after this one.</summary>
    internal long ReplayStart(long sequence)
    {
        lock (gate)
        {
            return Math.Max(sequence, forgotten);
        }
    }

    /// <summary>Whether the event after this sequence has been discarded.</summary>
    internal bool HasForgottenAfter(long sequence)
    {
        lock (gate)
        {
            return !Ended && sequence + 1 < events.First;
        }
    }

    /// <summary>Records that the client has received everything up to this sequence.</summary>
    internal void Acknowledge(long sequence)
    {
        lock (gate)
        {
            if (Ended)
            {
                return;
            }

            acknowledged = sequence;
            if (registry.ForgetsAcknowledged && sequence > forgotten)
            {
                forgotten = Math.Min(sequence, events.Last);
                events.DiscardUpTo(forgotten);
            }
        }
    }

    /// <summary>Attaches a connection to the session. The previous connection receives no more events.</summary>
    internal void Attach(Signal newListener)
    {
        lock (gate)
        {
            listener = newListener;
            detachedAt = null;
        }
    }

    /// <summary>Detaches the connection. The session then waits for RESUME.</summary>
    internal void Detach(Signal oldListener)
    {
        lock (gate)
        {
            if (listener != oldListener)
            {
                return;
            }

            listener = null;
            detachedAt = registry.Time.GetTimestamp();
        }
    }

    internal bool IsExpired(TimeSpan lifetime)
    {
        lock (gate)
        {
            return detachedAt is { } since && registry.Time.GetElapsedTime(since) > lifetime;
        }
    }

    internal void End()
    {
        lock (gate)
        {
            Ended = true;
            events.Clear();
        }
    }
}
