namespace Spectacles.Gateway;

/// <summary>The rules for each close code.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
internal static class CloseRules
{
    /// <summary>
    /// The code that the library closes with to keep the session. Discord ends a session that its client closes with 1000 or 1001.
    /// </summary>
    public const int KeepSession = 4900;

    /// <summary>Returns whether a client that closes with this code may resume.</summary>
    public static bool Keeps(int code) => (CloseCode)code is not (CloseCode.NormalClosure or CloseCode.GoingAway);

    /// <summary>
    /// The code that a client closes with: 1000, or a private code. https://datatracker.ietf.org/doc/html/rfc6455#section-7.4.2
    /// </summary>
    public static int CodeFor(bool keepSession) => keepSession ? KeepSession : (int)CloseCode.NormalClosure;

    /// <summary>Returns the action after a close with this code; null if the connection ended without one.</summary>
    public static AfterClose After(int? code) => (CloseCode?)code switch
    {
        CloseCode.AuthenticationFailed or CloseCode.InvalidApiVersion or CloseCode.InvalidIntents or CloseCode.DisallowedIntents =>
            AfterClose.StopCluster,
        CloseCode.InvalidShard or CloseCode.ShardingRequired => AfterClose.StopShard,
        CloseCode.NotAuthenticated or CloseCode.InvalidSequence or CloseCode.SessionTimedOut => AfterClose.Identify,
        _ => AfterClose.Resume,
    };

    /// <summary>
    /// Returns whether a server that refuses RESUME with this code may accept it later. This is the case for null (no close frame), a code
    /// of the web socket protocol, and codes of Discord that keep the session.
    /// </summary>
    public static bool MayResumeLater(int? code) => code is null or < 4000 || (CloseCode)code is
        CloseCode.UnknownError or CloseCode.UnknownOpcode or CloseCode.DecodeError
            or CloseCode.AlreadyAuthenticated or CloseCode.RateLimited;

    /// <summary>Explains what a code means, and what to do about it if the shard can't recover.</summary>
    public static string Explain(int code) => (CloseCode)code switch
    {
        CloseCode.NormalClosure or CloseCode.GoingAway => "the server ended the connection.",
        CloseCode.NoStatusReceived => "the server closed the connection without a code.",
        CloseCode.UnknownError => "Discord had an unknown error.",
        CloseCode.UnknownOpcode or CloseCode.DecodeError or CloseCode.AlreadyAuthenticated =>
            "Discord did not accept a message that this library sent; please report it.",
        CloseCode.NotAuthenticated => "the session was invalidated.",
        CloseCode.InvalidSequence => "the sequence of RESUME was wrong.",
        CloseCode.RateLimited => "too many messages were sent; if nothing else uses this connection, please report it.",
        CloseCode.SessionTimedOut => "the session timed out.",
        CloseCode.AuthenticationFailed => "the token is wrong. Copy the bot token again from the developer portal (Bot > Token).",
        CloseCode.InvalidShard => "the shard id or the shard count is wrong. "
            + "Large bots need a multiple of the count that /gateway/bot returns: spawn without a count.",
        CloseCode.ShardingRequired => "the shard would hold more than 2500 guilds. Spawn more shards, or spawn without a count.",
        CloseCode.InvalidApiVersion =>
            "the server does not support the requested API version. See GatewayOptions.ApiVersion.",
        CloseCode.InvalidIntents => "the intents contain an unknown bit. Combine values of GatewayIntents.",
        CloseCode.DisallowedIntents =>
            "a privileged intent is not enabled. Enable it in the developer portal (Bot > Privileged Gateway Intents), or remove it.",
        _ => "the connection was closed.",
    };
}
