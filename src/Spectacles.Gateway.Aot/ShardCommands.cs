using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>The way of a user's commands: one after the other, in the order of the calls, over as many connections as it takes.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim that is only awaited holds nothing; disposing it would leave those who wait without an answer.")]
internal sealed class ShardCommands(Shard shard, ShardContext context)
{
    private readonly SemaphoreSlim line = new(1, 1);
    private GatewayCommand? presence = context.FirstPresence(shard.Id);

    /// <summary>What the next IDENTIFY says: the last presence that was sent, else that of the options.</summary>
    public GatewayCommand? Presence
    {
        get => Volatile.Read(ref presence);
        set => Volatile.Write(ref presence, value);
    }

    /// <summary>Sessions begin without a presence from now on.</summary>
    public void ForgetPresence(string why)
    {
        Presence = null;
        context.Errors.Send(new GatewayError(GatewayErrorKind.Connection, $"the presence is left out of IDENTIFY from now on: {why}. Send another one", shard.Id));
    }

    /// <exception cref="ArgumentException">It is too large. Thrown at the call, and not by its task.</exception>
    public ValueTask SendAsync(GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken)
    {
        var bytes = CommandSender.Serialize(command);
        if (command.Opcode == Opcode.PresenceUpdate)
        {
            // Better now than in a loop of connections that can't identify.
            _ = CommandSender.Serialize(context.Identify(shard.Id, command, shard.Loop.Orders.Overrides));
        }

        return SendInLineAsync(command, bytes, whenNotReady, cancellationToken);
    }

    private async ValueTask SendInLineAsync(GatewayCommand command, ReadOnlyMemory<byte> bytes, WhenNotReady whenNotReady, CancellationToken cancellationToken)
    {
        if (whenNotReady == WhenNotReady.Wait)
        {
            await line.WaitAsync(cancellationToken).ConfigureAwait(false);
            await SendAndLeaveAsync(command, bytes, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var open = shard.ReadyConnection ?? throw NotReady();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, open.Ended);
        try
        {
            await line.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotReady();
        }

        await SendAndLeaveAsync(command, bytes, open, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="command">The command.</param>
    /// <param name="bytes">Its JSON.</param>
    /// <param name="only">The one connection that it may go over; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private async ValueTask SendAndLeaveAsync(GatewayCommand command, ReadOnlyMemory<byte> bytes, ShardConnection? only, CancellationToken cancellationToken)
    {
        try
        {
            ShardConnection open;
            do
            {
                open = only ?? await shard.ReadyConnectionAsync(cancellationToken).ConfigureAwait(false);
                if (await open.Sender.TrySendAsync(bytes, cancellationToken).ConfigureAwait(false))
                {
                    Volatile.Write(ref presence, command.Opcode == Opcode.PresenceUpdate ? command : presence);
                    return;
                }
            }
            while (only is null);

            throw NotReady();
        }
        catch (Exception e) when (e is not OperationCanceledException && ConnectFailure.IsBroken(e))
        {
            throw new GatewayException($"Shard {shard.Id} lost its connection while it sent {command.Opcode}. It reconnects by itself; send again if it still matters.", e);
        }
        finally
        {
            line.Release();
        }
    }

    private GatewayException NotReady() =>
        new($"Shard {shard.Id} is not READY ({(shard.State == ShardState.Ready ? "its connection is being closed" : shard.State)}). Send later, or with WhenNotReady.Wait.");
}
