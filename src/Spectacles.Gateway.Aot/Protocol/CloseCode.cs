namespace Spectacles.Gateway;

/// <summary>The reason for which a connection was closed.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
public enum CloseCode
{
    /// <summary>The session was ended by either side.</summary>
    NormalClosure = 1000,

    /// <summary>The server is shutting down.</summary>
    GoingAway = 1001,

    /// <summary>The close frame had no code. https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5</summary>
    NoStatusReceived = 1005,

    /// <summary>A message was larger than its receiver allows.</summary>
    MessageTooBig = 1009,

    /// <summary>An unknown error occurred at Discord.</summary>
    UnknownError = 4000,

    /// <summary>An opcode is unknown to Discord, or a payload does not fit its opcode.</summary>
    UnknownOpcode = 4001,

    /// <summary>A payload could not be decoded, or was larger than 4096 bytes.</summary>
    DecodeError = 4002,

    /// <summary>A payload was sent before IDENTIFY, or the session was invalidated.</summary>
    NotAuthenticated = 4003,

    /// <summary>The token is not valid.</summary>
    AuthenticationFailed = 4004,

    /// <summary>IDENTIFY was sent twice.</summary>
    AlreadyAuthenticated = 4005,

    /// <summary>The sequence of a RESUME was not valid.</summary>
    InvalidSequence = 4007,

    /// <summary>Payloads were sent too fast: more than 120 in 60 seconds.</summary>
    RateLimited = 4008,

    /// <summary>The session timed out.</summary>
    SessionTimedOut = 4009,

    /// <summary>The shard's id or the shard count was not valid.</summary>
    InvalidShard = 4010,

    /// <summary>The shard would hold more than 2500 guilds: more shards are needed.</summary>
    ShardingRequired = 4011,

    /// <summary>The version in the gateway URL is not supported.</summary>
    InvalidApiVersion = 4012,

    /// <summary>The intents contain an undefined bit.</summary>
    InvalidIntents = 4013,

    /// <summary>The intents contain a privileged intent that is not enabled for the application.</summary>
    DisallowedIntents = 4014,
}
