using System.Diagnostics;

namespace Spectacles.Gateway;

/// <content>
/// Controlling the shard's connection. A shard connects, resumes and identifies by itself, so bots usually call none of these methods. Each
/// throws <see cref="InvalidOperationException"/> at once if the shard's state does not allow it.
/// </content>
public abstract partial class Shard
{
    /// <summary>The suffix of each message in a zlib stream, written by a flush.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
    public static ReadOnlySpan<byte> ZlibSuffix => FlushMark.Bytes;

    /// <summary>
    /// The id of the current session, or of the one to be resumed; null if there is none. Together with the token it gives access to the
    /// session, so keep it out of logs.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public abstract string? SessionId { get; }

    /// <summary>
    /// Reconnects a shard that <see cref="DisconnectAsync"/> has disconnected, and waits until it receives events. Resumes its session if
    /// that was kept.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait. The shard continues to connect.</param>
    /// <exception cref="InvalidOperationException">The shard is not disconnected.</exception>
    /// <exception cref="GatewayStoppedException">The shard was stopped, or closed permanently.</exception>
    public abstract Task ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the connection and opens no other until <see cref="ConnectAsync"/> is called. Completes when the connection has ended, at
    /// most a few seconds later.
    /// </summary>
    /// <param name="keepSession">
    /// Whether the session can be resumed for about a minute. False ends it, so that the bot is offline at once.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait. The shard disconnects anyway.</param>
    /// <exception cref="InvalidOperationException">The shard is already disconnected.</exception>
    public abstract Task DisconnectAsync(bool keepSession = false, CancellationToken cancellationToken = default);

    /// <summary>Closes the connection, opens another one without a pause, and waits until it receives events.</summary>
    /// <param name="keepSession">
    /// Whether the session is kept and resumed. False ends it, and a new one begins, which uses a session start.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait. The shard continues to connect.</param>
    /// <exception cref="InvalidOperationException">The shard is disconnected.</exception>
    /// <exception cref="GatewayStoppedException">The shard was stopped, or closed permanently.</exception>
    public abstract Task ReconnectAsync(bool keepSession = true, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the session, starts a new one, and waits for its READY. Uses a session start, and waits for the identify limit.
    /// </summary>
    /// <param name="identify">
    /// The values that this IDENTIFY and later ones of this shard contain instead of the cluster's options; null to use the cluster's
    /// options.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait. The shard continues.</param>
    /// <exception cref="ArgumentException">The IDENTIFY has more than 4096 bytes, or the threshold is not 50 to 250.</exception>
    /// <exception cref="InvalidOperationException">The shard is disconnected.</exception>
    /// <exception cref="GatewayException">
    /// The shard was stopped, or closed permanently, for example because of intents that are not allowed.
    /// </exception>
    public abstract Task StartNewSessionAsync(IdentifyOverrides? identify = null, CancellationToken cancellationToken = default);

    /// <summary>Reconnects, resumes the session, and waits until every missed event has arrived.</summary>
    /// <param name="cancellationToken">Cancels the wait. The shard continues.</param>
    /// <exception cref="InvalidOperationException">There is no session, or the shard is disconnected.</exception>
    /// <exception cref="GatewayStoppedException">The shard was stopped, or closed permanently.</exception>
    public abstract Task ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a heartbeat in addition to those that the shard sends by itself, as soon as Discord's limit of 120 messages in 60 seconds
    /// allows it. Its acknowledgement updates <see cref="Latency"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait for the limit.</param>
    /// <exception cref="InvalidOperationException">The shard is not READY.</exception>
    /// <exception cref="GatewayException">The connection was closed before the heartbeat was sent, or was lost.</exception>
    public abstract Task HeartbeatAsync(CancellationToken cancellationToken = default);
}
