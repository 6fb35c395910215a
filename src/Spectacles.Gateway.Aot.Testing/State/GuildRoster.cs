namespace Spectacles.Gateway.Testing;

/// <summary>
/// The guilds that come, go and are in an outage, and the events that tell the sessions. One lock orders all of them with the other events
/// of guilds, so that a session that starts meanwhile misses none.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/events/gateway#guild-availability,
/// https://discord.com/developers/docs/events/gateway-events#guild-create,
/// https://discord.com/developers/docs/events/gateway-events#guild-delete
/// </remarks>
internal sealed class GuildRoster(SimulatedWorld world, SessionRegistry sessions, GatewayScript script, TimeProvider time)
{
    private const string UnknownEvent = "SIMULATED_UNKNOWN_EVENT";

    private static readonly byte[] UnknownEventUtf8 = [.. "SIMULATED_UNKNOWN_EVENT"u8];

    private readonly Lock gate = new();

    /// <summary>Dispatches an event to every session that it belongs to. One of a guild in an outage goes to none.</summary>
    /// <returns>The number of sessions that receive the event.</returns>
    public int Dispatch(in OutgoingEvent item)
    {
        lock (gate)
        {
            if (IsHidden(item))
            {
                return 0;
            }

            if (Has(UnusualForms.UnknownMessages))
            {
                sessions.Dispatch(item with { Name = UnknownEvent, Utf8Name = UnknownEventUtf8 });
            }

            return sessions.Dispatch(item);
        }
    }

    /// <summary>Dispatches an event to one session, unless its guild is in an outage.</summary>
    public void Offer(SimulatedSession session, in OutgoingEvent item)
    {
        lock (gate)
        {
            if (!IsHidden(item))
            {
                session.Offer(item);
            }
        }
    }

    /// <summary>Dispatches READY and the guilds of the shard, and adds the session, which from then on misses no event.</summary>
    /// <param name="session">The session.</param>
    /// <param name="writeReady">Writes READY with these guilds.</param>
    public void Welcome(SimulatedSession session, Func<IEnumerable<SimulatedGuild>, byte[]> writeReady)
    {
        lock (gate)
        {
            var guilds = world.Guilds.Where(session.Owns).ToList();
            Offer(session, "READY", writeReady(Has(UnusualForms.ReadyWithoutGuilds) ? [] : guilds));
            if (Has(UnusualForms.GuildOrder))
            {
                guilds.Reverse();
            }

            foreach (var guild in guilds)
            {
                if (!guild.IsUnavailable)
                {
                    OfferGuild(session, guild, joined: false);
                }
                else if (script.OutageNotice != OutageNotice.Nothing)
                {
                    Offer(
                        session,
                        script.OutageNotice == OutageNotice.GuildCreate ? "GUILD_CREATE" : "GUILD_DELETE",
                        GuildWriting.Unavailable(guild));
                }
            }

            sessions.Add(session);
        }
    }

    public void StartOutage(SimulatedGuild guild)
    {
        lock (gate)
        {
            CheckJoined(guild);
            if (!guild.IsUnavailable)
            {
                guild.IsUnavailable = true;
                Tell(guild, session => Offer(session, "GUILD_DELETE", GuildWriting.Unavailable(guild)));
            }
        }
    }

    public void EndOutage(SimulatedGuild guild)
    {
        lock (gate)
        {
            CheckJoined(guild);
            if (guild.IsUnavailable)
            {
                guild.IsUnavailable = false;
                Tell(guild, session => OfferGuild(session, guild, joined: false));
            }
        }
    }

    /// <param name="guild">The guild; null for a new one.</param>
    public SimulatedGuild Add(SimulatedGuild? guild)
    {
        lock (gate)
        {
            guild ??= world.Found();
            world.Join(guild);
            guild.Bot.JoinedAt = time.GetUtcNow();
            Tell(guild, session => OfferGuild(session, guild, joined: true));
            return guild;
        }
    }

    public void Remove(SimulatedGuild guild)
    {
        lock (gate)
        {
            CheckJoined(guild);
            world.Leave(guild);
            Tell(guild, session => Offer(session, "GUILD_DELETE", GuildWriting.Removed(guild)));
        }
    }

    private bool Has(UnusualForms form) => (script.Forms & form) != 0;

    private bool IsHidden(in OutgoingEvent item) =>
        item.GuildId is { } id && item.Name is not ("GUILD_CREATE" or "GUILD_DELETE") && world.FindGuild(id) is { IsUnavailable: true };

    private void CheckJoined(SimulatedGuild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        if (world.FindGuild(guild.Id) != guild)
        {
            throw new InvalidOperationException($"The bot is not in {guild.Name}. Call SimulatedGateway.AddGuild before.");
        }
    }

    private void Tell(SimulatedGuild guild, Action<SimulatedSession> tell)
    {
        foreach (var session in sessions.Snapshot())
        {
            if (session.Owns(guild))
            {
                tell(session);
            }
        }
    }

    private void OfferGuild(SimulatedSession session, SimulatedGuild guild, bool joined) => Offer(
        session, "GUILD_CREATE", GuildWriting.Create(guild, session.Intents, session.LargeThreshold, time.GetUtcNow(), joined));

    private void Offer(SimulatedSession session, string name, byte[] data) =>
        session.Offer(new OutgoingEvent(name, data, world.Bot.Id));
}
