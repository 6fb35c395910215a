namespace Spectacles.Gateway;

/// <content>What a user sends.</content>
public abstract partial class Shard
{
    /// <summary>Sends a command: when the shard is READY, and when Discord's limit of 120 messages in 60 seconds has room.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <remarks>
    /// Commands of one shard go out in the order of the calls, whichever of the overloads they use. The last presence that went out is repeated in every IDENTIFY of this shard.
    /// </remarks>
    /// <exception cref="ArgumentException">It has more than 4096 bytes; a presence, together with the rest of an IDENTIFY. Thrown at the call, and not by its task.</exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendAsync(GatewayCommand command, CancellationToken cancellationToken = default) => SendAsync(command, WhenNotReady.Wait, cancellationToken);

    /// <summary>Sends a command, when Discord's limit of 120 messages in 60 seconds has room.</summary>
    /// <param name="command">The command.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY. The limit is waited for in any case; a connection that ends meanwhile counts as not READY.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">It has more than 4096 bytes; a presence, together with the rest of an IDENTIFY. Thrown at the call, and not by its task.</exception>
    /// <exception cref="GatewayException">The shard is not READY and was not to be waited for, the connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public abstract ValueTask SendAsync(GatewayCommand command, WhenNotReady whenNotReady, CancellationToken cancellationToken = default);

    /// <summary>Sends a whole payload, byte for byte: for what this library has no type for.</summary>
    /// <param name="payload">One JSON object in UTF-8 with <c>op</c> and <c>d</c>. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// It is not one JSON object with <c>op</c>, or has more than 4096 bytes, or the opcode is the shard's own or only received. Thrown at the call, and not by its task.
    /// </exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        SendAsync(payload, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="payload">One JSON object in UTF-8 with <c>op</c> and <c>d</c>. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(RawCommand.FromPayload(payload.Span), whenNotReady, cancellationToken);

    /// <summary>Sends an opcode and its data: for what this library has no type for. An opcode that it does not know is sent too, since Discord may know it.</summary>
    /// <param name="op">The opcode.</param>
    /// <param name="data"><c>d</c>, one JSON value in UTF-8. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// The data is not one JSON value, or the payload has more than 4096 bytes, or the opcode is the shard's own or only received. Thrown at the call, and not by its task.
    /// </exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendAsync(Opcode op, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(op, data, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(Opcode, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="op">The opcode.</param>
    /// <param name="data"><c>d</c>, one JSON value in UTF-8. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    public ValueTask SendAsync(Opcode op, ReadOnlyMemory<byte> data, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(RawCommand.FromData(op, data.Span), whenNotReady, cancellationToken);

    /// <summary>Sends a command by its name, such as <c>REQUEST_GUILD_MEMBERS</c>, and its data.</summary>
    /// <param name="op">Discord's name of the opcode, or the one that <c>@spectacles/gateway</c> gave it.</param>
    /// <param name="data"><c>d</c>, one JSON value in UTF-8. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    /// <inheritdoc cref="SendAsync(GatewayCommand, CancellationToken)" path="/remarks"/>
    /// <exception cref="ArgumentException">
    /// There is no such name; the message has those that there are. Or the data is not one JSON value, or the payload has more than 4096 bytes, or the opcode is the shard's
    /// own or only received. Thrown at the call, and not by its task.
    /// </exception>
    /// <exception cref="GatewayException">The connection broke while it was sent, or the shard was stopped or closed for good.</exception>
    public ValueTask SendAsync(string op, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(op, data, WhenNotReady.Wait, cancellationToken);

    /// <inheritdoc cref="SendAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="op">Discord's name of the opcode, or the one that <c>@spectacles/gateway</c> gave it.</param>
    /// <param name="data"><c>d</c>, one JSON value in UTF-8. It is copied: the buffer is the caller's again when the call returns.</param>
    /// <param name="whenNotReady">Whether to wait while the shard is not READY.</param>
    /// <param name="cancellationToken">Ends the wait; a command that is on its way is not called back.</param>
    public ValueTask SendAsync(string op, ReadOnlyMemory<byte> data, WhenNotReady whenNotReady, CancellationToken cancellationToken = default) =>
        SendAsync(CommandRules.Find(op), data, whenNotReady, cancellationToken);
}
