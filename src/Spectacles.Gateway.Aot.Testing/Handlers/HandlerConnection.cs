using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Spectacles.Gateway.Testing;

/// <summary>An in-memory gateway connection that starts a session, dispatches one event and records what the shard sends.</summary>
internal sealed class HandlerConnection : IGatewayConnection
{
    private readonly Channel<byte[]> incoming = Channel.CreateUnbounded<byte[]>();
    private readonly List<string> sent = [];
    private ReadOnlyMemory<byte> rest;
    private byte[]? awaited;
    private bool hasEvent;
    private readonly TaskCompletionSource identified = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The sequence of the event.</summary>
    public const long EventSequence = 2;

    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (sent)
            {
                return [.. sent];
            }
        }
    }

    public int? PeerCloseCode => null;

    public string? PeerCloseReason => null;

    public async Task StartSessionAsync(CancellationToken cancellationToken)
    {
        Receive("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":300000}}""");
        await identified.Task.WaitAsync(cancellationToken);
        Receive($$$"""{"t":"READY","s":1,"op":0,"d":{"session_id":"memory","resume_gateway_url":"{{{HandlerApi.Url}}}"}}""");
    }

    /// <summary>Completes when the handler calls of the event have started.</summary>
    public async Task DispatchAsync(string eventName, string json, CancellationToken cancellationToken)
    {
        Volatile.Write(ref awaited, Encoding.UTF8.GetBytes($$"""{"t":"{{eventName}}","s":{{EventSequence}},"op":0,"d":{{json}}}"""));
        incoming.Writer.TryWrite(awaited!);
        await caughtUp.Task.WaitAsync(cancellationToken);
    }

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => default;

    public async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
    {
        if (rest.IsEmpty)
        {
            if (hasEvent)
            {
                // The shard reads again after the handler calls of the event have started.
                caughtUp.TrySetResult();
            }

            if (!await incoming.Reader.WaitToReadAsync(abort) || !incoming.Reader.TryRead(out byte[]? message))
            {
                return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
            }

            rest = message;
            hasEvent = ReferenceEquals(message, Volatile.Read(ref awaited));
        }

        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, endOfMessage: rest.IsEmpty);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        switch (ReadOpcode(message.Span))
        {
            case Opcode.Identify:
                identified.TrySetResult();
                break;
            case Opcode.Heartbeat:
                break;
            default:
                lock (sent)
                {
                    sent.Add(Encoding.UTF8.GetString(message.Span));
                }

                break;
        }

        return default;
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        Abort();
        return default;
    }

    public void Abort() => incoming.Writer.TryComplete();

    public void Dispose() => Abort();

    private static Opcode ReadOpcode(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        reader.Read();
        reader.Read();
        return (Opcode)reader.GetInt32();
    }

    private void Receive(string json) => incoming.Writer.TryWrite(Encoding.UTF8.GetBytes(json));
}
