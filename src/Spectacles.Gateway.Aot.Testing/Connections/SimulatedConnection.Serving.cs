using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing;

/// <summary>The connection from HELLO to the end: greeting, reading, writing and closing.</summary>
public sealed partial class SimulatedConnection
{
    internal async Task RunAsync()
    {
        var greeting = GreetAsync();
        state.Journal.Connected(new ConnectionOpened(Id, ApiVersion, Compression, AtResumeAddress, Request.Query));
        var writing = WriteAsync();
        try
        {
            await ReadAsync();
            heartbeats.Dispose();
            if (socket.State == WebSocketState.CloseReceived)
            {
                AnswerClose();
            }

            if (socket.State is WebSocketState.Aborted)
            {
                await aborted.CancelAsync();
            }
            else
            {
                StartDeadline();
            }

            await writing;
        }
        finally
        {
            heartbeats.Dispose();
            await aborted.CancelAsync();
            await Task.WhenAll(writing, greeting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (session is { Ended: false })
            {
                LeaveSession();
            }

            deadline?.Dispose();
            outbox.Dispose();
        }
    }

    private async Task GreetAsync()
    {
        if (!Request.HasServedVersion)
        {
            Violate(CloseCode.InvalidApiVersion, "an API version that is not supported");
            return;
        }

        if (!Request.IsSpoken)
        {
            Violate(CloseCode.DecodeError, "an encoding that is not supported");
            return;
        }

        if (state.Script.ReconnectInsteadOfHello)
        {
            RequestReconnect();
            return;
        }

        if (state.Script.HelloDelay > TimeSpan.Zero)
        {
            await Task.Delay(
                state.Script.HelloDelay, state.Rules.Time, aborted.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (aborted.IsCancellationRequested)
        {
            return;
        }

        conversation.Hello();
        heartbeats.Restart();
    }

    private async Task ReadAsync()
    {
        var reader = new ClientMessageReader(socket);
        try
        {
            while (await reader.ReadAsync(aborted.Token) is { } payload)
            {
                if (!IsClosing)
                {
                    Receive(payload);
                }
            }
        }
        catch (WebSocketException refused) when (refused.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // The web socket has already closed with 1007 for text that is not UTF-8, or with 1002 for any other invalid frame.
            // It does not say which.
            ending ??= new ConnectionClosed(Id, null, null, CloseOrigin.Server);
            state.Journal.Violated(
                new Violation(Id, null, "a web socket frame that is not valid (RFC 6455), such as text that is not UTF-8"));
        }
        catch (Exception dropped)
            when (dropped is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            ending ??= new ConnectionClosed(Id, null, null, CloseOrigin.Lost);
            Abort();
        }
    }

    private void Receive(ReadOnlyMemory<byte> payload)
    {
        try
        {
            conversation.Receive(payload);
        }
        catch (Exception unread) when (unread is not ObjectDisposedException)
        {
            Violate(CloseCode.DecodeError, $"a payload that could not be read: {unread.GetType().Name}");
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await outbox.RunAsync(aborted.Token);
        }
        catch (Exception dropped)
            when (dropped is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!aborted.IsCancellationRequested)
            {
                Abort();
            }
        }
    }

    /// <summary>Answers the close frame of the client, which ends the session with 1000 and 1001 only.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#initiating-a-disconnect</remarks>
    private void AnswerClose()
    {
        int? code = (int?)socket.CloseStatus;
        ending ??= new ConnectionClosed(Id, code, socket.CloseStatusDescription, CloseOrigin.Client);
        if (ending.Origin == CloseOrigin.Client && code is 1000 or 1001)
        {
            EndSession();
        }
        else
        {
            LeaveSession();
        }

        outbox.Enqueue(OutboxItemKind.Close, default, code is { } given && CloseFrame.CanHold(given) ? given : 1000);
    }

    private async Task CloseLaterAsync()
    {
        await Task.Delay(
            state.Rules.ReconnectGrace, state.Rules.Time, aborted.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!aborted.IsCancellationRequested)
        {
            Close(CloseCode.UnknownError, "the client was asked to reconnect");
        }
    }

    /// <summary>Closes the connection with a code after which the client resumes.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
    private void MissHeartbeat() => Violate(CloseCode.UnknownError, "no heartbeat in time");

    private void SendClose(int code, string reason)
    {
        outbox.Enqueue(OutboxItemKind.Close, default, code, reason, () =>
        {
            ending ??= new ConnectionClosed(Id, code, reason, CloseOrigin.Server);
            if (CloseFrame.EndsSession(code))
            {
                EndSession();
            }
        });
        StartDeadline();
    }

    private void CloseEnding(string reason)
    {
        EndSession();
        Close(CloseCode.UnknownError, reason);
    }

    private void StartDeadline() =>
        deadline ??= TimeProvider.System.CreateTimer(
            static connection => ((SimulatedConnection)connection!).Abort(), this, CloseDeadline, Timeout.InfiniteTimeSpan);
}
