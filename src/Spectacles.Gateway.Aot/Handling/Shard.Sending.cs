namespace Spectacles.Gateway;

/// <content>Sending commands.</content>
public abstract partial class Shard
{
    /// <summary>Sends a command as soon as the shard is READY and Discord's limit of 120 messages in 60 seconds allows it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    /// <remarks>
    /// Commands of one shard are sent in the order of the calls, whichever overloads are used. Every IDENTIFY of this shard contains the
    /// last presence that was sent.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The command has more than 4096 bytes; for a presence, the limit applies to the whole IDENTIFY. Thrown by the call itself, not by its
    /// task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The connection was lost during the send, or the shard was stopped or closed permanently.
    /// </exception>
    public ValueTask SendAsync(GatewayCommand command, CancellationToken cancellationToken = default) => SendAsync(command, WhenNotReady.Wait, cancellationToken);

    /// <summary>Sends a command as soon as Discord's limit of 120 messages in 60 seconds allows it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">
    /// Whether to wait while the shard is not READY. The call waits for the limit in any case. If the connection ends in the meantime, the
    /// shard counts as not READY.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// The command has more than 4096 bytes; for a presence, the limit applies to the whole IDENTIFY. Thrown by the call itself, not by its
    /// task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The shard is not READY and the command was not to wait, the connection was lost during the send, or the shard was
    /// stopped or closed permanently.
    /// </exception>
    public abstract ValueTask SendAsync(GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken = default);

    /// <summary>Sends a whole payload, byte for byte, for commands without a type in this library.</summary>
    /// <param name="payload">
    /// One JSON object in UTF-8 with <c>op</c> and <c>d</c>. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// The payload is not one JSON object with <c>op</c>, has more than 4096 bytes, or its opcode is reserved for the shard or only
    /// received. Thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The connection was lost during the send, or the shard was stopped or closed permanently.
    /// </exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        SendAsync(payload, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="payload">
    /// One JSON object in UTF-8 with <c>op</c> and <c>d</c>. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(RawCommand.FromPayload(payload.Span), whenNotReady, cancellationToken);

    /// <summary>
    /// Sends an opcode and its data, for commands without a type in this library. Unknown opcodes are sent too, because Discord may know
    /// them.
    /// </summary>
    /// <param name="op">The opcode.</param>
    /// <param name="data">
    /// The value of <c>d</c>, one JSON value in UTF-8. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// The data is not one JSON value, the payload has more than 4096 bytes, or the opcode is reserved for the shard or only received.
    /// Thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The connection was lost during the send, or the shard was stopped or closed permanently.
    /// </exception>
    public ValueTask SendAsync(Opcode op, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(op, data, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(Opcode, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="op">The opcode.</param>
    /// <param name="data">
    /// The value of <c>d</c>, one JSON value in UTF-8. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    public ValueTask SendAsync(Opcode op, ReadOnlyMemory<byte> data, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(RawCommand.FromData(op, data.Span), whenNotReady, cancellationToken);

    /// <summary>Sends a command by its name, such as <c>REQUEST_GUILD_MEMBERS</c>, and its data.</summary>
    /// <param name="op">Discord's name of the opcode, or its name in <c>@spectacles/gateway</c>.</param>
    /// <param name="data">
    /// The value of <c>d</c>, one JSON value in UTF-8. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// The name is unknown; the message lists the known names. Or the data is not one JSON value, the payload has more than 4096 bytes, or
    /// the opcode is reserved for the shard or only received. Thrown by the call itself, not by its task.
    /// </exception>
    /// <exception cref="GatewayException">
    /// The connection was lost during the send, or the shard was stopped or closed permanently.
    /// </exception>
    public ValueTask SendAsync(string op, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(op, data, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="op">Discord's name of the opcode, or its name in <c>@spectacles/gateway</c>.</param>
    /// <param name="data">
    /// The value of <c>d</c>, one JSON value in UTF-8. It is copied, so the caller can reuse the buffer when the call returns.
    /// </param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Cancels the wait; a command that is already being sent is not canceled.</param>
    public ValueTask SendAsync(string op, ReadOnlyMemory<byte> data, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(CommandRules.Find(op), data, whenNotReady, cancellationToken);
}
