using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Responds to the payloads of a client on one connection as Discord does.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connection-lifecycle</remarks>
internal sealed class Conversation(SimulatedConnection connection, ConnectionRegistry registry)
{
    // https://discord.com/developers/docs/events/gateway#sharding
    private const int MostGuildsPerShard = 2500;

    private readonly SendLimit limit = new(registry.Bots.First.Rules.Time);

    private GatewayState Bot => connection.Bot;

    public void Hello() => connection.Send(Opcode.Hello, Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"heartbeat_interval":{{(long)Bot.Rules.HeartbeatInterval.TotalMilliseconds}},"_trace":["[\"simulated-gateway\",{\"micros\":0}]"]}""")));

    public void Receive(ReadOnlyMemory<byte> message)
    {
        if (!limit.TryCount())
        {
            connection.Violate(CloseCode.RateLimited, "more than 120 payloads within 60 seconds");
            return;
        }

        if (message.Length > ClientMessageReader.LargestPayload)
        {
            connection.Violate(CloseCode.DecodeError, "a payload of more than 4096 bytes");
            return;
        }

        if (!ClientPayload.TryRead(message, out var payload))
        {
            connection.Violate(CloseCode.DecodeError, "a payload that is not a JSON object with an opcode");
            return;
        }

        var opcode = (Opcode)payload.Opcode;
        Answer(opcode, payload.Slice);
        Bot.Journal.Received.Record(Observe(opcode, payload));
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
            case Opcode.PresenceUpdate or Opcode.VoiceStateUpdate:
            case Opcode.RequestGuildMembers or Opcode.RequestSoundboardSounds or Opcode.RequestChannelInfo:
                if (connection.Session is not { } session)
                {
                    connection.Violate(CloseCode.NotAuthenticated, $"{opcode} before IDENTIFY");
                }
                else if (!new GuildRequests(Bot).TryAnswer(opcode, data, session))
                {
                    connection.Violate(CloseCode.DecodeError, $"{opcode} without its required fields");
                }

                break;
            default:
                connection.Violate(
                    CloseCode.UnknownOpcode,
                    string.Create(CultureInfo.InvariantCulture, $"opcode {(int)opcode}, which a client can't send"));
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

        if (hasSequence)
        {
            connection.Session?.Acknowledge(sequence);
        }

        connection.CountHeartbeat();
        if (!Bot.Script.WithholdHeartbeatAcks && !connection.Faults.WithholdHeartbeatAcks)
        {
            connection.Send(Opcode.HeartbeatAck, "null"u8);
        }
    }

    private void Identify(JsonSlice data)
    {
        if (connection.Session is not null)
        {
            connection.Violate(CloseCode.AlreadyAuthenticated, "IDENTIFY on a connection that has a session");
            return;
        }

        if (!IdentifyRequest.TryRead(data, out var request))
        {
            connection.Violate(CloseCode.DecodeError, "an IDENTIFY without its required fields");
            return;
        }

        if (!connection.TryFindBot(registry.Bots, request.Token))
        {
            return;
        }

        if (request.Refusal(connection.Request.ApiVersion!.Value, Bot.Rules.EnabledPrivilegedIntents, Bot.Rules.Tokens) is { } refusal)
        {
            connection.Violate(refusal, $"an IDENTIFY that Discord refuses: {refusal}");
            return;
        }

        if (Bot.World.Guilds.Count(guild => guild.ShardOf((int)request.ShardCount) == request.ShardId) > MostGuildsPerShard)
        {
            connection.Violate(CloseCode.ShardingRequired, "an IDENTIFY of a shard with more than 2500 guilds");
            return;
        }

        if (Bot.Script.RefusesIdentify())
        {
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (!Bot.Rules.Identifies.TryTake((int)request.ShardId))
        {
            Bot.Journal.Violated(
                new Violation(connection.Id, null, "an IDENTIFY less than 5 seconds after the last one in the same slot"));
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (!Bot.Rules.Starts.TryTake())
        {
            connection.Violate(
                CloseCode.AuthenticationFailed, "an IDENTIFY beyond the session start limit, for which Discord resets the token");
            registry.EndSessions(Bot);
            return;
        }

        Begin(request);
    }

    private void Begin(IdentifyRequest request)
    {
        (int shardId, int shardCount) = ((int)request.ShardId, (int)request.ShardCount);
        var granted = request.Granted(Bot.Rules.EnabledPrivilegedIntents);
        var session = Bot.Sessions.Create(shardId, shardCount, granted, request.LargeThreshold);
        if (request.Compress)
        {
            connection.CompressPayloads();
        }

        Bot.Journal.Identified();
        Bot.Guilds.Welcome(session, guilds => ReadyWriting.Ready(
            Bot.World,
            connection.Request.ApiVersion!.Value,
            Bot.ResumeUrl,
            session,
            request.HasShard,
            guilds,
            Bot.Rules.EnabledPrivilegedIntents));
        connection.Carry(session, after: 0, reconnectAfterReady: Bot.Script.ReconnectsAfterReady());
    }

    private void Resume(JsonSlice data)
    {
        if (connection.Session is not null)
        {
            connection.Violate(CloseCode.AlreadyAuthenticated, "RESUME on a connection that has a session");
            return;
        }

        if (!ResumeRequest.TryRead(data, out var request))
        {
            connection.Violate(CloseCode.DecodeError, "a RESUME without its required fields");
            return;
        }

        if (!connection.TryFindBot(registry.Bots, request.Token))
        {
            return;
        }

        if (!TokenCheck.IsAccepted(request.Token, Bot.Rules.Tokens))
        {
            connection.Violate(CloseCode.AuthenticationFailed, "a RESUME with a wrong token");
            return;
        }

        var session = Bot.Sessions.Find(request.SessionId);
        if (session is null)
        {
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (request.Sequence < 0 || request.Sequence > session.Sequence)
        {
            Bot.Sessions.End(session);
            connection.Violate(CloseCode.InvalidSequence, "a RESUME with a sequence that the session has not reached");
            return;
        }

        if (Bot.Script.RefusesResume() || !session.CanReplayAfter(request.Sequence))
        {
            Bot.Sessions.End(session);
            connection.InvalidateSession(resumable: false);
            return;
        }

        if (Bot.Script.RefusalOf(session) is { } refusal)
        {
            Refuse(refusal, session);
        }
        else
        {
            Continue(session, request.Sequence);
        }
    }

    private void Refuse(ResumeRefusal refusal, SimulatedSession session)
    {
        if (refusal.EndsSession)
        {
            Bot.Sessions.End(session);
        }

        switch (refusal.How)
        {
            case ResumeRefusal.Manner.EmptyClose:
                connection.CloseWithoutCode();
                break;
            case ResumeRefusal.Manner.InvalidSession:
                connection.InvalidateSession(resumable: !refusal.EndsSession);
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

        Bot.Journal.Resumed();
        session.Acknowledge(after);
        connection.Carry(session, session.ReplayStart(after));
        session.Offer(new OutgoingEvent("RESUMED", ReadyWriting.Resumed, Bot.World.Bot.Id));
    }

    private ReceivedPayload Observe(Opcode opcode, ClientPayload payload)
    {
        var data = payload.Slice;
        long? sequence =
            (opcode == Opcode.Resume ? data["seq"u8] : opcode == Opcode.Heartbeat ? data : default).TryGetInt64(out long number)
            ? number
            : null;
        int? shard = connection.Session?.ShardId;
        if (opcode == Opcode.Identify && IdentifyRequest.TryRead(data, out var request))
        {
            shard = (int)request.ShardId;
        }

        return new ReceivedPayload(
            connection.Id, opcode, Encoding.UTF8.GetString(payload.Data.Span), sequence, data["session_id"u8].AsString(), shard);
    }
}
