namespace Spectacles.Gateway.Testing;

/// <summary>The requests of a client about a guild: members, sounds, channel information, voice state updates.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#send-events</remarks>
internal sealed class GuildRequests(GatewayState state)
{
    private const int MembersPerChunk = 1000;
    private static readonly string[] ChannelInfoFields = ["status", "voice_start_time"];

    /// <summary>Sends the events with which Discord responds; false when the payload lacks required fields.</summary>
    public bool TryAnswer(Opcode opcode, JsonSlice data, SimulatedSession session)
    {
        if (!data.IsObject)
        {
            return false;
        }

        if (opcode == Opcode.PresenceUpdate)
        {
            // Old clients send "game" instead of activities, and some send null.
            var activities = data["activities"u8];
            return (activities.IsArray || activities.IsNullOrAbsent) && data["status"u8].AsString() is not null;
        }

        if (opcode == Opcode.RequestSoundboardSounds)
        {
            return AnswerSounds(data["guild_ids"u8], session);
        }

        if (!TryReadGuild(data["guild_id"u8], out ulong id))
        {
            return false;
        }

        if (FindOwn(id, session) is not { } guild)
        {
            return true;
        }

        return opcode switch
        {
            Opcode.VoiceStateUpdate => MoveBot(guild, data, session),
            Opcode.RequestChannelInfo => AnswerChannelInfo(guild, data["fields"u8], session),
            _ => AnswerMembers(guild, data, session),
        };
    }

    /// <summary>Reads the guild's id. Old clients send a list of one.</summary>
    private static bool TryReadGuild(JsonSlice guild, out ulong id)
    {
        var elements = guild.GetEnumerator();
        return guild.IsArray
            ? elements.MoveNext() & elements.Current.TryGetSnowflake(out id) && !elements.MoveNext()
            : guild.TryGetSnowflake(out id);
    }

    /// <summary>The guild; null when it is not on this shard or is in an outage, because Discord then does not respond.</summary>
    private SimulatedGuild? FindOwn(ulong id, SimulatedSession session) =>
        state.World.FindGuild(id) is { IsUnavailable: false } guild && session.Owns(guild) ? guild : null;

    private bool MoveBot(SimulatedGuild guild, JsonSlice data, SimulatedSession session)
    {
        var channel = data["channel_id"u8];
        Snowflake? target = null;
        if (!channel.IsNullOrAbsent)
        {
            if (!channel.TryGetSnowflake(out ulong id))
            {
                return false;
            }
            // Discord ignores a channel that does not exist in the guild.
            if (!guild.VoiceChannels.Any(known => known.Id == id))
            {
                return true;
            }

            target = new Snowflake(id);
        }

        (guild.Bot.IsSelfMuted, guild.Bot.IsSelfDeafened) = (data["self_mute"u8].IsTrue, data["self_deaf"u8].IsTrue);
        guild.Bot.VoiceChannelId = target;
        Offer(session, "VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(guild.Bot, guild)));
        if (target is null)
        {
            return true;
        }

        Offer(session, "VOICE_SERVER_UPDATE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("token", guild.Bot.VoiceSessionId);
            writer.WriteId("guild_id", guild.Id);
            writer.WriteString("endpoint", "voice.invalid:443");
            writer.WriteEndObject();
        }));
        return true;
    }

    private bool AnswerSounds(JsonSlice guildIds, SimulatedSession session)
    {
        if (!guildIds.IsArray)
        {
            return false;
        }

        foreach (var element in guildIds)
        {
            if (!element.TryGetSnowflake(out ulong id))
            {
                return false;
            }

            if (FindOwn(id, session) is null)
            {
                continue;
            }

            Offer(session, "SOUNDBOARD_SOUNDS", Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteEmptyArrays("soundboard_sounds");
                writer.WriteId("guild_id", new Snowflake(id));
                writer.WriteEndObject();
            }));
        }

        return true;
    }

    private bool AnswerChannelInfo(SimulatedGuild guild, JsonSlice fields, SimulatedSession session)
    {
        if (!fields.IsArray)
        {
            return false;
        }

        var asked = new List<string>();
        foreach (string field in ChannelInfoFields)
        {
            if (fields.Contains(field))
            {
                asked.Add(field);
            }
        }

        Offer(session, "CHANNEL_INFO", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", guild.Id);
            writer.WriteStartArray("channels");
            foreach (var channel in guild.VoiceChannels)
            {
                writer.WriteStartObject();
                writer.WriteId("id", channel.Id);
                writer.WriteNulls([.. asked]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
        return true;
    }

    private bool AnswerMembers(SimulatedGuild guild, JsonSlice data, SimulatedSession session)
    {
        if (!MembersRequest.TryRead(data, out var request))
        {
            return false;
        }

        if (request.IsForAll)
        {
            // A request for all members needs the privileged intent; without it Discord does not respond.
            if ((session.Intents & GatewayIntents.GuildMembers) == 0)
            {
                return true;
            }

            if (request.IsWhole && !state.Rules.MemberLists.TryTake(guild.Id, out var retryAfter))
            {
                Offer(session, "RATE_LIMITED", WriteRateLimit(guild, retryAfter, request.Nonce));
                return true;
            }
        }

        var found = request.Select(guild.Members);
        ulong[] notFound = [.. request.UserIds.Except(found.Select(member => member.User.Id.Value))];
        bool presences = request.Presences && (session.Intents & GatewayIntents.GuildPresences) != 0;
        SimulatedMember[][] chunks = found.Count == 0 ? [[]] : [.. found.Chunk(MembersPerChunk)];
        for (int index = 0; index < chunks.Length; index++)
        {
            Offer(
                session,
                "GUILD_MEMBERS_CHUNK",
                WriteChunk(guild, chunks[index], (index, chunks.Length), notFound, presences, request.Nonce));
        }

        return true;
    }

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#rate-limited</remarks>
    private static byte[] WriteRateLimit(SimulatedGuild guild, TimeSpan retryAfter, string? nonce) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("opcode", (int)Opcode.RequestGuildMembers);
        writer.WriteNumber("retry_after", retryAfter.TotalSeconds);
        writer.WriteStartObject("meta");
        writer.WriteId("guild_id", guild.Id);
        if (nonce is not null)
        {
            writer.WriteString("nonce", nonce);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private byte[] WriteChunk(
        SimulatedGuild guild,
        SimulatedMember[] members,
        (int Index, int Count) place,
        ulong[] notFound,
        bool presences,
        string? nonce) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteStartArray("members");
        foreach (var member in members)
        {
            writer.WriteMember(member, withUser: true);
        }

        writer.WriteEndArray();
        writer.WriteNumber("chunk_index", place.Index);
        writer.WriteNumber("chunk_count", place.Count);
        writer.WriteStartArray("not_found");
        foreach (ulong id in notFound)
        {
            writer.WriteIdValue(id);
        }

        writer.WriteEndArray();
        if (presences)
        {
            writer.WriteStartArray("presences");
            foreach (var member in members)
            {
                writer.WritePresence(member, guild, state.Rules.Time.GetUtcNow());
            }

            writer.WriteEndArray();
        }

        if (nonce is not null)
        {
            writer.WriteString("nonce", nonce);
        }

        writer.WriteEndObject();
    });

    private void Offer(SimulatedSession session, string name, byte[] data) =>
        state.Guilds.Offer(session, new OutgoingEvent(name, data, state.World.Bot.Id));
}
