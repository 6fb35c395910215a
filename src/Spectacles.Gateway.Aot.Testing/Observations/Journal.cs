using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The observations of client actions, their counts, and the transcript of all.</summary>
internal sealed class Journal
{
    private const int LongestData = 16_384;

    private int opened;
    private long identifies;
    private long resumes;
    private long replies;
    private long violations;
    private long unknownRoutes;

    public Journal(TimeSpan timeout, TimeProvider time)
    {
        Transcript = new Transcript(time);
        Received = new ObservationLog<ReceivedPayload>(timeout, Transcript, "received", WriteReceived);
        Opened = new ObservationLog<ConnectionOpened>(timeout, Transcript, "connected", static (writer, opened) =>
        {
            writer.WriteNumber("connection", opened.ConnectionId);
            writer.WriteString("query", opened.Query);
        });
        Closed = new ObservationLog<ConnectionClosed>(timeout, Transcript, "closed", static (writer, closed) =>
        {
            writer.WriteNumber("connection", closed.ConnectionId);
            WriteNumber(writer, "code", closed.Code);
            writer.WriteString("by", closed.Origin.ToString());
        });
        Calls = new ObservationLog<RestCall>(timeout, Transcript, "call", static (writer, call) =>
        {
            writer.WriteString("method", call.Method);
            writer.WriteString("path", call.Path);
            writer.WriteNumber("status", call.Status);
            writer.WriteBoolean("simulated", call.IsSimulated);
            WriteJson(writer, "body", Encoding.UTF8.GetBytes(call.Body));
        });
        Replies = new ObservationLog<Reply>(timeout, Transcript, "reply", static (writer, reply) =>
        {
            writer.WriteId("channel_id", reply.ChannelId);
            writer.WriteId("message_id", reply.MessageId);
            writer.WriteId("interaction_id", reply.InteractionId);
            writer.WriteString("content", reply.Content);
            writer.WriteBoolean("deferred", reply.IsDeferred);
            writer.WriteBoolean("ephemeral", reply.IsEphemeral);
            WriteValid(writer, "body", Encoding.UTF8.GetBytes(reply.Body));
        });
        Violations = new ObservationLog<Violation>(timeout, Transcript, "violation", static (writer, violation) =>
        {
            writer.WriteNumber("connection", violation.ConnectionId);
            WriteNumber(writer, "code", (int?)violation.CloseCode);
            writer.WriteString("detail", violation.Detail);
        });
    }

    public Transcript Transcript { get; }

    public ObservationLog<ReceivedPayload> Received { get; }

    public ObservationLog<ConnectionOpened> Opened { get; }

    public ObservationLog<ConnectionClosed> Closed { get; }

    public ObservationLog<RestCall> Calls { get; }

    public ObservationLog<Reply> Replies { get; }

    public ObservationLog<Violation> Violations { get; }

    /// <summary>Receives each violation at once.</summary>
    public Action<Violation>? OnViolation { get; set; }

    /// <summary>Receives each REST call whose route is not simulated at once.</summary>
    public Action<RestCall>? OnUnknownRoute { get; set; }

    public int OpenedCount => Volatile.Read(ref opened);

    public long UnknownRoutes => Interlocked.Read(ref unknownRoutes);

    public long Identifies => Interlocked.Read(ref identifies);

    public long Resumes => Interlocked.Read(ref resumes);

    public long ReplyCount => Interlocked.Read(ref replies);

    public long ViolationCount => Interlocked.Read(ref violations);

    public void Connected(ConnectionOpened connection)
    {
        Interlocked.Increment(ref opened);
        Opened.Record(connection);
    }

    public void Identified() => Interlocked.Increment(ref identifies);

    public void Resumed() => Interlocked.Increment(ref resumes);

    public void Replied(Reply reply)
    {
        Interlocked.Increment(ref replies);
        Replies.Record(reply);
    }

    public void Violated(Violation violation)
    {
        Interlocked.Increment(ref violations);
        Violations.Record(violation);
        OnViolation?.Invoke(violation);
    }

    public void Called(RestCall call)
    {
        Calls.Record(call);
        if (!call.IsSimulated)
        {
            Interlocked.Increment(ref unknownRoutes);
            OnUnknownRoute?.Invoke(call);
        }
    }

    /// <summary>Notes an event before it is sent, so that it is before what clients do about it.</summary>
    public void Dispatching(string name, byte[] data) => Transcript.Add("event", writer =>
    {
        writer.WriteString("event", name);
        WriteValid(writer, "data", data);
    });

    private static void WriteReceived(Utf8JsonWriter writer, ReceivedPayload payload)
    {
        writer.WriteNumber("connection", payload.ConnectionId);
        writer.WriteNumber("op", (int)payload.Opcode);
        WriteNumber(writer, "shard", payload.ShardId);
        WriteNumber(writer, "seq", payload.Sequence);
        if (payload.Opcode is not (Opcode.Identify or Opcode.Resume))
        {
            // The data of these two contains the token.
            WriteValid(writer, "data", Encoding.UTF8.GetBytes(payload.Data));
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes data that may not be JSON: as it is, or as a string.</summary>
    private static void WriteJson(Utf8JsonWriter writer, string name, byte[] data)
    {
        try
        {
            if (data.Length is > 0 and <= LongestData)
            {
                Json.Validate(data);
            }

            WriteValid(writer, name, data);
        }
        catch (JsonException)
        {
            writer.WriteString(name, data);
        }
    }

    /// <summary>Writes JSON as it is; only its length when it is long, and nothing when there is none.</summary>
    private static void WriteValid(Utf8JsonWriter writer, string name, byte[] json)
    {
        if (json.Length > LongestData)
        {
            writer.WriteNumber($"{name}_bytes", json.Length);
        }
        else if (json.Length > 0)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }
}
