namespace Spectacles.Gateway;

/// <summary>
/// The queue of the user's commands for one shard. Sends them one at a time, in the order of the calls, over any number of connections.
/// </summary>
/// <remarks>A writer task runs only while a command waits and a connection is ready, so an idle shard has none.</remarks>
/// <param name="shardId">The shard.</param>
/// <param name="identify">Stores the last presence that was sent.</param>
/// <param name="state">The state of the shard, for errors.</param>
internal sealed class CommandQueue(int shardId, IdentifyContents identify, Func<ShardState> state)
{
    /// <summary>The maximum number of waiting commands. A shard has up to 2,500 guilds, and a bot may request something of each.</summary>
    public const int MostWaiting = 4096;

    private readonly Lock gate = new();
    private readonly LinkedList<QueuedCommand> waiting = new();
    private ConnectionWriter? ready;
    private GatewayException? end;
    private bool isWriting;

    /// <summary>Whether a connection accepts commands now.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return ready is not null;
            }
        }
    }

    /// <summary>Sends a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">What to do while no connection is ready.</param>
    /// <param name="cancellationToken">Removes the command from the queue, unless it is being written.</param>
    /// <returns>A task that completes when the command is written.</returns>
    /// <exception cref="ArgumentException">The command is too large. Thrown by the call itself, not by its task.</exception>
    public Task SendAsync(GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken)
    {
        var bytes = command.ToUtf8();
        if (command.Opcode == Opcode.PresenceUpdate)
        {
            identify.ThrowIfTooLarge(command, identify.Overrides);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        ConnectionWriter? writer;
        var queued = new QueuedCommand(command, bytes);
        lock (gate)
        {
            var refusal = end
                ?? (whenNotReady != WhenNotReady.Wait && ready is null ? NotReady() : null)
                ?? (waiting.Count >= MostWaiting ? TooMany() : null);
            if (refusal is not null)
            {
                return Task.FromException(refusal);
            }

            queued.Only = whenNotReady == WhenNotReady.Wait ? null : ready;
            waiting.AddLast(queued.Place);
            writer = TryStart();
        }

        queued.CancelWith(Cancel, cancellationToken);
        if (writer is not null)
        {
            Write(writer);
        }

        return queued.Sent;
    }

    /// <summary>Sends commands over a connection that is ready.</summary>
    public void Open(ConnectionWriter writer)
    {
        lock (gate)
        {
            ready = writer;
            StartWriting();
        }
    }

    /// <summary>
    /// Stops sending over a connection that is being closed, or has ended. Commands wait for the next one, except those that must not wait.
    /// </summary>
    public void Close(ConnectionWriter writer)
    {
        lock (gate)
        {
            if (ready == writer)
            {
                ready = null;
                Refuse(queued => queued.Only == writer, NotReady());
            }
        }
    }

    /// <summary>Ends the queue. No more commands are sent.</summary>
    public void End(GatewayException reason)
    {
        lock (gate)
        {
            end = reason;
            ready = null;
            Refuse(_ => true, reason);
        }
    }

    private GatewayException NotReady() =>
        new($"Shard {shardId} is not READY ({(state() is var now && now == ShardState.Ready ? "its connection is being closed" : now)}). "
            + "Send later, or with WhenNotReady.Wait.");

    private GatewayException TooMany() =>
        new($"{MostWaiting} commands of shard {shardId} are already waiting to be sent. Send less, or wait until some have been sent.");

    /// <summary>Refuses commands. Called under the lock; continuations of the waiting callers run elsewhere.</summary>
    private void Refuse(Func<QueuedCommand, bool> which, GatewayException reason)
    {
        for (var place = waiting.First; place is not null;)
        {
            var (queued, next) = (place.Value, place.Next);
            if (which(queued))
            {
                waiting.Remove(place);
                queued.Fail(reason);
            }

            place = next;
        }
    }

    private void Cancel(QueuedCommand queued, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (queued.Place.List is null)
            {
                // The command is being written, or has been written.
                return;
            }

            waiting.Remove(queued.Place);
        }

        queued.Cancel(cancellationToken);
    }

    /// <summary>Starts writing, if possible. Called under the lock.</summary>
    /// <returns>The connection to write to, if nothing is being written and a command waits; otherwise null.</returns>
    private ConnectionWriter? TryStart()
    {
        if (isWriting || waiting.Count == 0 || ready is not { } writer)
        {
            return null;
        }

        isWriting = true;
        return writer;
    }

    /// <summary>Begins to write on another thread. Called under the lock.</summary>
    private void StartWriting()
    {
        if (TryStart() is { } writer)
        {
            _ = WriteElsewhereAsync(writer);
        }
    }

    /// <summary>Begins to write: the first command on this thread, and the others elsewhere and outside the caller's flow.</summary>
    private void Write(ConnectionWriter writer)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = WriteAsync(writer);
            return;
        }

        using (ExecutionContext.SuppressFlow())
        {
            _ = WriteAsync(writer);
        }
    }

    private async Task WriteElsewhereAsync(ConnectionWriter writer)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await WriteAsync(writer).ConfigureAwait(false);
    }

    /// <summary>Writes waiting commands, as long as the connection accepts them. Never throws.</summary>
    private async Task WriteAsync(ConnectionWriter writer)
    {
        while (true)
        {
            bool hasTurn = await TryEnterAsync(writer).ConfigureAwait(false);
            if (hasTurn)
            {
                await WriteNextAsync(writer).ConfigureAwait(false);
            }

            if (!GoesOn(writer, hasTurn))
            {
                return;
            }

            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    /// <summary>Waits for the turn to write. It never throws: an unexpected error ends the connection, and not the queue.</summary>
    private static async ValueTask<bool> TryEnterAsync(ConnectionWriter writer)
    {
        try
        {
            return await writer.TryEnterAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, commands wait for the next connection.
        catch (Exception)
#pragma warning restore CA1031
        {
            writer.Abort();
            return false;
        }
    }

    private Task WriteNextAsync(ConnectionWriter writer)
    {
        if (TakeFirst(writer) is { } next)
        {
            return WriteAsync(writer, next);
        }

        writer.Leave();
        return Task.CompletedTask;
    }

    private async Task WriteAsync(ConnectionWriter writer, QueuedCommand next)
    {
        try
        {
            await writer.WriteAndLeaveAsync(next.Bytes).ConfigureAwait(false);
            if (next.Command.Opcode == Opcode.PresenceUpdate)
            {
                identify.Presence = next.Command;
            }

            next.Succeed();
        }
#pragma warning disable CA1031 // Any exception is passed to the caller that waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            next.Fail(new GatewayException($"Shard {shardId} lost its connection while it sent {next.Command.Opcode}. It reconnects by "
                + "itself; send the command again if it is still needed.", e));
        }
    }

    /// <summary>Takes the next command, which can't be canceled any more.</summary>
    private QueuedCommand? TakeFirst(ConnectionWriter writer)
    {
        lock (gate)
        {
            if (ready != writer || waiting.First is not { } first)
            {
                return null;
            }

            waiting.Remove(first);
            return first.Value;
        }
    }

    /// <returns>Whether there is more to write to this connection. If not, writing starts on another connection that is ready.</returns>
    private bool GoesOn(ConnectionWriter writer, bool hasTurn)
    {
        lock (gate)
        {
            if (hasTurn && ready == writer && waiting.Count > 0)
            {
                return true;
            }

            isWriting = false;
            if (ready != writer)
            {
                StartWriting();
            }

            return false;
        }
    }
}
