using System.Buffers;
using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>
/// One connection of a shard, from connecting to closing. It owns its socket, its buffers and its timers, none of which outlive it.
/// </summary>
internal sealed partial class ShardConnection : IDisposable
{
    // The size of the socket's own buffer. A shard holds it while it waits.
    private const int ReceiveSize = 4 * 1024;
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HelloDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private readonly ShardParts parts;
    private readonly ShardLife life;
    private readonly Dispatcher dispatcher;
    private readonly IGatewayConnection connection;
    private readonly ConnectionLifecycle lifecycle;
    private readonly FrameBuffer plain;
    private readonly IInflater compressed;
    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource closeBegun = new();
    private readonly StageDeadline deadline;
    private readonly ShardHandshake handshake;
    private readonly ConnectionWriter writer;
    private readonly EventOffer? offer;
    private readonly CancellationToken stopping;
    private Task beating = Task.CompletedTask;
    private Task greeting = Task.CompletedTask;
    private Closing? closing;
    private long? openSince;
    private long? readySince;
    private bool discarding;
    private bool wasGreeted;
    private bool peerClosed;
    private bool wasAnswered;

    /// <param name="parts">The shard.</param>
    /// <param name="life">The shard's state.</param>
    /// <param name="session">The session to resume; null for a new one.</param>
    /// <param name="stopping">Canceled when no further call may begin.</param>
    public ShardConnection(ShardParts parts, ShardLife life, Session? session, CancellationToken stopping)
    {
        this.parts = parts;
        this.life = life;
        this.stopping = stopping;
        dispatcher = parts.Dispatcher;
        connection = parts.Context.NewConnection(out compressed);
        lifecycle = new ConnectionLifecycle(session, confirms: parts.Context.EventSink is not null);
        plain = new FrameBuffer(parts.Context.MaxMessageBytes);
        writer = new ConnectionWriter(connection, parts.Events, parts.Time, ended.Token);
        Heartbeat = new ShardHeartbeat(parts, lifecycle, writer, ended.Token);
        deadline = new StageDeadline(connection.Abort, () => dispatcher.Pauses.IsPaused, parts.Time);
        handshake = new ShardHandshake(parts, life, writer, deadline);
        offer = parts.Context.EventSink is { } sink ? new EventOffer(sink, parts, life, lifecycle) : null;
    }

    public ShardHeartbeat Heartbeat { get; }

    /// <summary>Runs until the connection has ended.</summary>
    /// <returns>The end of the connection.</returns>
    public async Task<ConnectionEnd> RunAsync(Uri address)
    {
        var end = await ConnectAndReadAsync(address).ConfigureAwait(false);
        return new ConnectionEnd(
            end,
            lifecycle.Session,
            wasGreeted,
            ReadyFor: readySince is { } ready ? parts.Time.GetElapsedTime(ready) : null,
            ResumeAge: handshake.ResumeBegan is { } began ? parts.Time.GetElapsedTime(began) : null,
            OpenFor: openSince is { } opened ? parts.Time.GetElapsedTime(opened) : null,
            ByUser: closing is { ByUser: true },
            Token: handshake.Token,
            WasAnswered: wasAnswered);
    }

    /// <summary>Aborts the connection.</summary>
    public void Abort() => writer.Abort();

    /// <summary>Stops dispatching. Later events are left to a resume.</summary>
    public void StopDispatching() => Volatile.Write(ref discarding, true);

    /// <summary>Sends a close frame, once. The read loop continues until the peer's close frame, up to a deadline.</summary>
    public async Task CloseAsync(LifecycleStep step, int code, bool byUser = false)
    {
        StopDispatching();
        if (Interlocked.CompareExchange(ref closing, new Closing(step, code, byUser), null) is not null)
        {
            return;
        }

        if (!peerClosed)
        {
            bool willResume = step.After == AfterClose.Resume && CloseRules.Keeps(code) && lifecycle.Session is not null;
            parts.Events.TellDisconnecting(new ShardClose(code, step.Describe(), CloseOrigin.Client, willResume));
        }

        life.Leave(writer);
        deadline.SetFinal(CloseDeadline, "the peer did not answer the close frame");
        try
        {
            // A read loop that waits for handlers must now read the peer's response.
            await closeBegun.CancelAsync().ConfigureAwait(false);
            await writer.CloseAsync(code, string.Empty).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            connection.Abort();
        }
    }

    /// <summary>Returns how the connection has ended; null if it was never open.</summary>
    public ShardClose? Ending(LifecycleStep end, bool resumes) => openSince is not null
        ? new ShardClose(
            peerClosed ? connection.PeerCloseCode : closing?.Code,
            end.Describe(),
            peerClosed ? CloseOrigin.Server : closing is null ? CloseOrigin.Lost : CloseOrigin.Client,
            resumes)
        : null;

    public void Dispose()
    {
        deadline.Dispose();
        plain.Dispose();
        compressed.Dispose();
        connection.Dispose();
        closeBegun.Dispose();
        ended.Dispose();
    }

    private async Task<LifecycleStep> ReadAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
        try
        {
            while (true)
            {
                // After the waits of the last message, and after a ping, which another thread has answered.
                await Return();
                var frame = await connection.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
                await Return();
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    peerClosed = closing is null;
                    var step = closing?.Step
                        ?? lifecycle.Closed(
                            connection.PeerCloseCode, connection.PeerCloseReason is { } reason ? PeerText.Escape(reason) : null);
                    await CloseAsync(step, CloseRules.KeepSession).ConfigureAwait(false);
                    return step;
                }

                if (Volatile.Read(ref discarding))
                {
                    continue;
                }

                parts.Telemetry.ReceiveFrame(frame.Count);
                var inflater = frame.MessageType == WebSocketMessageType.Binary ? compressed : plain;
                if (Receive(inflater, buffer.AsMemory(0, frame.Count), frame.EndOfMessage) is { } message)
                {
                    await ActAsync(message, inflater).ConfigureAwait(false);
                    inflater.Release();
                    if (dispatcher.Window.IsFull)
                    {
                        await dispatcher.WaitForRoomAsync(closeBegun.Token).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<LifecycleStep> ConnectAndReadAsync(Uri address)
    {
        try
        {
            deadline.Set(ConnectDeadline, "the connection did not open");
            await connection.ConnectAsync(address, ended.Token).ConfigureAwait(false);
            openSince = parts.Time.GetTimestamp();
            using (dispatcher.Pauses.Begin())
            {
                parts.Events.TellOpened();
            }

            deadline.Set(HelloDeadline, "HELLO did not come");
            return await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return closing?.Step ?? lifecycle.Closed(null, deadline.Missed ?? ConnectFailure.Explain(e));
        }
#pragma warning disable CA1031 // The user's connection may throw any exception; the shard outlives it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            string reason = $"the connection threw {e.GetType().Name}: {PeerText.Escape(e.Message)}";
            parts.Errors.Send(GatewayErrorKind.Connection, reason, e);
            return closing?.Step ?? lifecycle.Closed(null, reason);
        }
        finally
        {
            offer?.Withdraw();
            deadline.Clear();
            life.Leave(writer);
            await ended.CancelAsync().ConfigureAwait(false);
            connection.Abort();
            await beating.ConfigureAwait(false);
            await greeting.ConfigureAwait(false);
        }
    }

    private sealed record Closing(LifecycleStep Step, int Code, bool ByUser);
}
