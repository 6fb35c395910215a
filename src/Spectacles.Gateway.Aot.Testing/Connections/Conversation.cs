using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Answers what a client sends on one connection, as Discord does.</summary>
internal sealed class Conversation(SimulatedConnection connection, GatewayState state, ConnectionRegistry registry)
{
    private readonly SendLimit limit = new(state.Terms.Clock);
    private readonly GuildRequests requests = new(state);

    public void Hello() => connection.Send(Opcode.Hello, Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"heartbeat_interval":{{(long)state.Terms.HeartbeatInterval.TotalMilliseconds}},"_trace":["[\"simulated-gateway\",{\"micros\":0}]"]}""")));

    public void Receive(ReadOnlyMemory<byte> message)
    {
        if (!limit.TryCount())
        {
            connection.Violate(CloseCode.RateLimited, "more than 120 payloads within 60 seconds");
            return;
        }

        if (message.Length > PayloadReader.LargestPayload)
        {
            connection.Violate(CloseCode.DecodeError, "a payload of more than 4096 bytes");
            return;
        }

        if (!ClientPayload.TryRead(message, out ClientPayload payload))
        {
            connection.Violate(CloseCode.DecodeError, "a payload that is no JSON object with an opcode");
            return;
        }

        var opcode = (Opcode)payload.Opcode;
        Answer(opcode, payload.Slice);
        state.Journal.Received.Record(Observe(opcode, payload));
    }

    private void Answer(Opcode opcode, JsonSlice data)
    {
        switch (opcode)
        {
            case Opcode.Heartbeat:
                Heartbeat(data);
                break;
            case Opcode.Identify:
                Identify(data);
                break;
            case Opcode.Resume:
                Resume(data);
                break;
            case Opcode.PresenceUpdate or Opcode.VoiceStateUpdate or Opcode.RequestGuildMembers or Opcode.RequestSoundboardSounds or Opcode.RequestChannelInfo:
                if (connection.Session is not { } session) connection.Violate(CloseCode.NotAuthenticated, $"{opcode} before IDENTIFY");
                else if (!requests.TryAnswer(opcode, data, session)) connection.Violate(CloseCode.DecodeError, $"{opcode} without the fields that it needs");
                break;
            default:
                connection.Violate(CloseCode.UnknownOpcode, string.Create(CultureInfo.InvariantCulture, $"opcode {(int)opcode}, which a client can't send"));
                break;
        }
    }

    private void Heartbeat(JsonSlice data)
    {
        bool hasSequence = data.TryGetInt64(out long sequence);
        if (!data.IsNullOrAbsent && !hasSequence)
        {
            connection.Violate(CloseCode.DecodeError, "a heartbeat whose d is neither a number nor null");
            return;
        }

        if (hasSequence) connection.Session?.Acknowledge(sequence);
        connection.CountHeartbeat();
        if (!state.Script.WithholdHeartbeatAcks && !connection.Faults.WithholdHeartbeatAcks) connection.Send(Opcode.HeartbeatAck, "null"u8);
    }

    private void Identify(JsonSlice data)
    {
        if (connection.Session is not null)
        {
            connection.Violate(CloseCode.AlreadyAuthenticated, "IDENTIFY on a connection that has a session");
            return;
        }

        if (!IdentifyRequest.TryRead(data, out IdentifyRequest request))
        {
            connection.Violate(CloseCode.DecodeError, "an IDENTIFY without the fields that it needs");
            return;
        }

        if (request.Refusal(connection.Request.Version!.Value, state.Terms.EnabledPrivilegedIntents, state.Terms.Token) is { } refusal)
        {
            connection.Violate(refusal, $"an IDENTIFY that is refused: {refusal}");
            return;
        }

        if (state.Script.RefusesIdentify())
        {
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (!state.Terms.Identifies.TryTake((int)request.ShardId))
        {
            state.Journal.Violated(new Violation(connection.Id, null, "an IDENTIFY less than 5 seconds after the one before it in the same slot"));
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (!state.Terms.Starts.TryTake())
        {
            connection.Violate(CloseCode.AuthenticationFailed, "an IDENTIFY beyond the session start limit, for which Discord resets the token");
            return;
        }

        Begin(request);
    }

    private void Begin(IdentifyRequest request)
    {
        (int shardId, int shardCount) = ((int)request.ShardId, (int)request.ShardCount);
        SimulatedSession session = state.Sessions.Create(shardId, shardCount, request.Granted);
        if (request.Compress) connection.CompressPayloads();
        state.Journal.Identified();
        Offer(session, "READY", ReadyWriting.Ready(
            state.World, connection.Request.Version!.Value, session.Id, state.ResumeUrl, shardId, shardCount, state.Terms.EnabledPrivilegedIntents));
        foreach (SimulatedGuild guild in state.World.Guilds)
            if (guild.ShardOf(shardCount) == shardId) Offer(session, "GUILD_CREATE", GuildWriting.Create(guild, request.Granted, request.LargeThreshold, state.Terms.Clock.GetUtcNow()));
        // Others find the session only now, so that no event comes before READY; and before the client sees READY, so that it misses none after it.
        state.Sessions.Add(session);
        connection.Carry(session, after: 0);
    }

    private void Resume(JsonSlice data)
    {
        if (connection.Session is not null)
        {
            connection.Violate(CloseCode.AlreadyAuthenticated, "RESUME on a connection that has a session");
            return;
        }

        if (!ResumeRequest.TryRead(data, out ResumeRequest request))
        {
            connection.Violate(CloseCode.DecodeError, "a RESUME without the fields that it needs");
            return;
        }

        if (!BotToken.Equal(request.Token, state.Terms.Token))
        {
            connection.Violate(CloseCode.AuthenticationFailed, "a RESUME with a wrong token");
            return;
        }

        SimulatedSession? session = state.Sessions.Find(request.SessionId);
        if (session is null)
        {
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (request.Sequence < 0 || request.Sequence > session.Sequence)
        {
            state.Sessions.End(session);
            connection.Violate(CloseCode.InvalidSequence, "a RESUME with a sequence that the session has not reached");
            return;
        }

        if (state.Script.RefusesResume() || !session.CanReplayAfter(request.Sequence))
        {
            state.Sessions.End(session);
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (state.Script.TroubleWith(session) is { } refusal) Refuse(refusal);
        else Continue(session, request.Sequence);
    }

    private void Refuse(ResumeRefusal refusal)
    {
        switch (refusal.How)
        {
            case ResumeRefusal.Manner.EmptyClose:
                connection.CloseWithoutCode();
                break;
            case ResumeRefusal.Manner.InvalidSession:
                connection.InvalidateSession(resumable: true);
                break;
            case ResumeRefusal.Manner.Drop:
                connection.Drop();
                break;
            case ResumeRefusal.Manner.Silence:
                connection.Faults.FallSilent();
                break;
            default:
                connection.Close(refusal.Code);
                break;
        }
    }

    private void Continue(SimulatedSession session, long after)
    {
        if (registry.CarrierOf(session) is { } before)
        {
            before.LeaveSession();
            before.Close(CloseCode.UnknownError, "the session was resumed on another connection");
        }

        state.Journal.Resumed();
        session.Acknowledge(after);
        connection.Carry(session, after);
        Offer(session, "RESUMED", ReadyWriting.Resumed);
    }

    private void Offer(SimulatedSession session, string name, byte[] data) => session.Offer(new OutgoingEvent(name, data, state.World.Bot.Id));

    private ReceivedPayload Observe(Opcode opcode, ClientPayload payload)
    {
        JsonSlice data = payload.Slice;
        long? sequence = (opcode == Opcode.Resume ? data["seq"u8] : opcode == Opcode.Heartbeat ? data : default).TryGetInt64(out long number) ? number : null;
        int? shard = connection.Session?.ShardId;
        if (opcode == Opcode.Identify && IdentifyRequest.TryRead(data, out IdentifyRequest request)) shard = (int)request.ShardId;
        return new ReceivedPayload(connection.Id, opcode, Encoding.UTF8.GetString(payload.Data.Span), sequence, data["session_id"u8].AsString(), shard);
    }
}
