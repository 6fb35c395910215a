using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// Writes to one connection: one message at a time, within Discord's limits of size and rate. Heartbeats and the handshake do not wait for
/// the user's commands, because a part of the rate limit is reserved for them.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="events">The listeners of sent messages.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Canceled at the end of the connection, which ends every wait here.</param>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A SemaphoreSlim that is only awaited holds nothing, nor does the source of a token that has no timer; disposing them "
        + "would leave those who wait without an answer.")]
internal sealed class ConnectionWriter(IGatewayConnection connection, ShardEvents events, TimeProvider time, CancellationToken ended)
{
    /// <summary>The time after which a peer that accepts no data is considered lost.</summary>
    private static readonly TimeSpan WriteDeadline = TimeSpan.FromSeconds(10);

    private readonly CommandLimiter limiter = new(time);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource broken = new();
    private bool closed;

    /// <summary>Canceled when nothing can be written any more, because the connection was aborted.</summary>
    public CancellationToken Broken => broken.Token;

    /// <summary>Reserves messages for heartbeats, with the interval from HELLO.</summary>
    public void Reserve(TimeSpan heartbeatInterval) => limiter.Reserve(heartbeatInterval);

    /// <summary>Waits until a user's command can be written.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// True if the caller has the turn, and must call <see cref="WriteAndLeaveAsync"/> or <see cref="Leave"/>. False if the connection was
    /// closed before.
    /// </returns>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken = default)
    {
        using var either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended)
            : null;
        var stop = either?.Token ?? ended;
        try
        {
            await limiter.WaitAsync(stop).ConfigureAwait(false);
            await writing.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        if (closed)
        {
            writing.Release();
            return false;
        }

        return true;
    }

    /// <summary>Releases the turn.</summary>
    public void Leave() => writing.Release();

    /// <summary>Writes a user's command, and releases the turn.</summary>
    public async ValueTask WriteAndLeaveAsync(ReadOnlyMemory<byte> command)
    {
        events.TellSending(command.Span);
        await WriteAndReleaseAsync(command).ConfigureAwait(false);
    }

    /// <summary>Sends one of the shard's own messages, within the reserved part of the limit.</summary>
    public async ValueTask SendOwnAsync(GatewayCommand command)
    {
        if (limiter.TryCount())
        {
            var message = command.ToUtf8();
            await writing.WaitAsync(ended).ConfigureAwait(false);
            if (events.HasSending)
            {
                events.TellSending(command.WithoutToken.ToUtf8().Span);
            }

            await WriteAndReleaseAsync(message).ConfigureAwait(false);
        }
    }

    public async ValueTask CloseAsync(int code, string reason)
    {
        await writing.WaitAsync(ended).ConfigureAwait(false);
        closed = true;
        try
        {
            await connection.CloseAsync(code, reason, ended).ConfigureAwait(false);
        }
        catch (Exception e) when (!ConnectFailure.IsBroken(e))
        {
            throw Foreign(e);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Aborts the connection.</summary>
    public void Abort()
    {
        _ = broken.CancelAsync();
        connection.Abort();
    }

    /// <summary>Wraps an exception of the user's connection, which may be of any type: the connection is lost.</summary>
    private static IOException Foreign(Exception e) =>
        new($"The connection threw {e.GetType().Name}: {PeerText.Escape(e.Message)}", ConnectFailure.Printable(e));

    private async ValueTask WriteAndReleaseAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            // Canceling a send that has begun breaks the connection. So only the end of the connection ends it.
            await connection.SendAsync(message, CancellationToken.None)
                .AsTask()
                .WaitAsync(WriteDeadline, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            closed = true;
            connection.Abort();
            throw new IOException($"The gateway accepted no message for {WriteDeadline.TotalSeconds} s.", e);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            // Further commands wait for the next connection. This one is not aborted: the reason of its end may still have to be read.
            closed = true;
            throw;
        }
        catch (Exception e)
        {
            throw Foreign(e);
        }
        finally
        {
            writing.Release();
        }
    }
}
