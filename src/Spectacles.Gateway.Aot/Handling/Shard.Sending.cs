namespace Spectacles.Gateway;

/// <content>Sending commands.</content>
public abstract partial class Shard
{
    /// <summary>Sends a command as soon as the shard is READY and Discord's limit of 120 messages in 60 seconds allows it.</summary>
    /// <param name="command">
    /// The command. <see cref="GatewayCommand.FromUtf8"/> and <see cref="GatewayCommand.Create(Opcode, ReadOnlySpan{byte})"/> create
    /// commands that have no type in this library.
    /// </param>
    /// <param name="whenNotReady">
    /// Whether to wait while the shard is not READY. The call waits for the limit in any case. If the connection ends in the meantime, the
    /// shard counts as not READY.
    /// </param>
    /// <param name="cancellationToken">Removes the command from the queue. A command that is being written is not canceled.</param>
    /// <returns>A task that completes when the command has been written.</returns>
    /// <remarks>
    /// Commands of one shard are sent in the order of the calls. At most 4,096 of them wait at a time. Every IDENTIFY of this shard
    /// contains the last presence that was sent.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The command has more than 4096 bytes; for a presence, the limit applies to the whole IDENTIFY. Thrown by the call itself, not by its
    /// task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The shard is not READY and the command was not to wait, the connection was lost during the send, too many commands wait already, or
    /// the shard was stopped or closed permanently.
    /// </exception>
    public abstract ValueTask SendAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default);
}
