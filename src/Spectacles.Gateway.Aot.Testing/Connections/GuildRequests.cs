using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Testing.Sessions;
using Spectacles.Gateway.Testing.State;
using Spectacles.Gateway.Testing.Wire;
using Spectacles.Gateway.Testing.World;
using Spectacles.Gateway.Testing.Writing;

namespace Spectacles.Gateway.Testing.Connections;

/// <summary>What a client with a session may ask of a guild: members, sounds, channel information, a place in a voice channel.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#send-events</remarks>
internal sealed class GuildRequests(GatewayState state)
{
    private const int LargestNonce = 32;
    private const int MembersPerChunk = 1000;

    /// <summary>Answers with the events that Discord sends; false when the payload lacks what the opcode needs.</summary>
    public bool TryAnswer(Opcode opcode, JsonSlice data, SimulatedSession session)
    {
        if (!data.IsObject) return false;
        if (opcode == Opcode.PresenceUpdate) return data["activities"u8].IsArray && data["status"u8].AsString() is not null;
        if (opcode == Opcode.RequestSoundboardSounds) return AnswerSounds(data["guild_ids"u8], session);
        if (!data["guild_id"u8].TryGetSnowflake(out ulong id)) return false;
        // Of a guild that is not on this shard Discord says nothing.
        if (state.World.FindGuild(id) is not { } guild || guild.ShardOf(session.ShardCount) != session.ShardId) return true;
        return opcode switch
        {
            Opcode.VoiceStateUpdate => MoveBot(guild, data, session),
            Opcode.RequestChannelInfo => AnswerChannelInfo(guild, session),
            _ => AnswerMembers(guild, data, session),
        };
    }

    private bool MoveBot(SimulatedGuild guild, JsonSlice data, SimulatedSession session)
    {
        JsonSlice channel = data["channel_id"u8];
        ulong channelId = 0;
        if (!channel.IsNullOrAbsent && !channel.TryGetSnowflake(out channelId)) return false;
        (bool mute, bool deaf) = (data["self_mute"u8].IsTrue, data["self_deaf"u8].IsTrue);
        guild.Bot.VoiceChannelId = channelId == 0 ? null : new Snowflake(channelId);
        Offer(session, "VOICE_STATE_UPDATE", Json.Write(writer => writer.WriteVoiceState(guild.Bot, guild, mute, deaf)));
        if (channelId == 0) return true;
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
        if (!guildIds.IsArray) return false;
        foreach (JsonSlice element in guildIds)
        {
            if (!element.TryGetSnowflake(out ulong id)) return false;
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

    private bool AnswerChannelInfo(SimulatedGuild guild, SimulatedSession session)
    {
        Offer(session, "CHANNEL_INFO", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("guild_id", guild.Id);
            writer.WriteStartArray("channels");
            foreach (SimulatedChannel channel in guild.VoiceChannels)
            {
                writer.WriteStartObject();
                writer.WriteId("id", channel.Id);
                writer.WriteNulls("status", "voice_start_time");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
        return true;
    }

    private bool AnswerMembers(SimulatedGuild guild, JsonSlice data, SimulatedSession session)
    {
        JsonSlice userIds = data["user_ids"u8];
        string? query = data["query"u8].AsString();
        if (query is null == userIds.IsNullOrAbsent) return false;
        long limit = 0;
        if (query is not null && !data["limit"u8].TryGetInt64(out limit)) return false;
        string? nonce = data["nonce"u8] is { IsNullOrAbsent: false, Bytes.Length: <= LargestNonce + 2 } given ? given.AsString() : null;
        HashSet<ulong> wanted = ReadIds(userIds);
        // All members at once need the privileged intent; without it Discord answers with nothing.
        bool all = query is { Length: 0 } && limit == 0;
        if (all && (session.Intents & GatewayIntents.GuildMembers) == 0) return true;
        List<SimulatedMember> found = [.. guild.Members.Where(member => query is null ? wanted.Contains(member.User.Id) : member.User.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase))];
        if (!all && query is not null) found = [.. found.Take((int)Math.Clamp(limit, 1, 100))];
        wanted.ExceptWith(found.Select(member => member.User.Id.Value));
        bool presences = data["presences"u8].IsTrue && (session.Intents & GatewayIntents.GuildPresences) != 0;
        SimulatedMember[][] chunks = found.Count == 0 ? [[]] : [.. found.Chunk(MembersPerChunk)];
        for (int index = 0; index < chunks.Length; index++)
            Offer(session, "GUILD_MEMBERS_CHUNK", WriteChunk(guild, chunks[index], (index, chunks.Length), wanted, presences, nonce));
        return true;
    }

    private byte[] WriteChunk(SimulatedGuild guild, SimulatedMember[] members, (int Index, int Count) place, HashSet<ulong> notFound, bool presences, string? nonce) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteStartArray("members");
        foreach (SimulatedMember member in members) writer.WriteMember(member, withUser: true);
        writer.WriteEndArray();
        writer.WriteNumber("chunk_index", place.Index);
        writer.WriteNumber("chunk_count", place.Count);
        writer.WriteStartArray("not_found");
        foreach (ulong id in notFound) writer.WriteIdValue(id);
        writer.WriteEndArray();
        if (presences)
        {
            writer.WriteStartArray("presences");
            foreach (SimulatedMember member in members) writer.WritePresence(member, guild, state.Terms.Clock.GetUtcNow());
            writer.WriteEndArray();
        }

        if (nonce is not null) writer.WriteString("nonce", nonce);
        writer.WriteEndObject();
    });

    private static HashSet<ulong> ReadIds(JsonSlice userIds)
    {
        HashSet<ulong> ids = [];
        if (userIds.TryGetSnowflake(out ulong single)) ids.Add(single);
        foreach (JsonSlice element in userIds)
            if (element.TryGetSnowflake(out ulong id)) ids.Add(id);
        return ids;
    }

    private void Offer(SimulatedSession session, string name, byte[] data) => session.Offer(new OutgoingEvent(name, data, state.World.Bot.Id));
}
