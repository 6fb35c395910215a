namespace Spectacles.Gateway;

/// <content>What a user may do to the shard's connection. A shard connects, resumes and identifies by itself: nothing here has to be called in a usual life. Each throws <see cref="InvalidOperationException"/> at once when the shard's state does not allow it.</content>
public abstract partial class Shard
{
    /// <summary>What ends each message of a zlib stream: the mark of a flush.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
    public static ReadOnlySpan<byte> ZlibSuffix => FlushMark.Bytes;

    /// <summary>The id of the session that lives, or that is to be resumed; null when there is none. With the token it opens the session: keep it out of logs.</summary>
    public abstract string? SessionId { get; }

    /// <summary>Connects a shard again that <see cref="DisconnectAsync"/> has disconnected, and waits until it receives events. It resumes its session if that was kept.</summary>
    /// <param name="cancellationToken">Ends the wait; the shard goes on connecting.</param>
    /// <exception cref="InvalidOperationException">The shard connects by itself, or its life is over.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public abstract Task ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Closes the connection and opens none until <see cref="ConnectAsync"/>. Ends when the connection has ended, at most some seconds later.</summary>
    /// <param name="code">1000 ends the session, so that the bot is offline at once. Any of 3000 to 4999 keeps it to be resumed, for a minute or so.</param>
    /// <param name="cancellationToken">Ends the wait; the shard disconnects all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">A client may not close with this code.</exception>
    /// <exception cref="InvalidOperationException">The shard is disconnected already, or its life is over.</exception>
    public abstract Task DisconnectAsync(int code = (int)CloseCode.NormalClosure, CancellationToken cancellationToken = default);

    /// <summary>Closes the connection, opens another one without a pause, and waits until it receives events.</summary>
    /// <param name="code">Any of 3000 to 4999 keeps the session, and it is resumed; 1000 ends it, and a new one begins, which costs a session start.</param>
    /// <param name="cancellationToken">Ends the wait; the shard goes on connecting.</param>
    /// <exception cref="ArgumentOutOfRangeException">A client may not close with this code.</exception>
    /// <exception cref="InvalidOperationException">The shard is disconnected, or its life is over.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public abstract Task ReconnectAsync(int code = CloseRules.KeepSession, CancellationToken cancellationToken = default);

    /// <summary>Ends the session, begins a new one, and waits for its READY. It costs a session start, and waits for its turn.</summary>
    /// <param name="identify">What this IDENTIFY and each later one of this shard say instead of the cluster's options; null for those.</param>
    /// <param name="cancellationToken">Ends the wait; the shard goes on.</param>
    /// <exception cref="ArgumentException">The IDENTIFY has more than 4096 bytes, or the threshold is not 50 to 250.</exception>
    /// <exception cref="InvalidOperationException">The shard is disconnected, or its life is over.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good, such as for intents that are not allowed.</exception>
    public abstract Task IdentifyAsync(IdentifyOverrides? identify = null, CancellationToken cancellationToken = default);

    /// <summary>Reconnects with the session, and waits until every event that was missed has come.</summary>
    /// <param name="cancellationToken">Ends the wait; the shard goes on.</param>
    /// <exception cref="InvalidOperationException">There is no session, or the shard is disconnected, or its life is over.</exception>
    /// <exception cref="GatewayException">The shard was stopped, or closed for good.</exception>
    public abstract Task ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends a heartbeat beside those that the shard sends by itself, when Discord's limit of 120 messages in 60 seconds has room. Its answer is the next <see cref="Latency"/>.</summary>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <exception cref="InvalidOperationException">The shard is not READY.</exception>
    /// <exception cref="GatewayException">The connection was closed before it was sent, or broke.</exception>
    public abstract ValueTask HeartbeatAsync(CancellationToken cancellationToken = default);
}
