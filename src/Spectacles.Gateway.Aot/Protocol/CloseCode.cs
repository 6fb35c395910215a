namespace Spectacles.Gateway;

/// <summary>Why Discord closed a connection.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
public enum CloseCode
{
    /// <summary>The session is over, by either side's wish.</summary>
    NormalClosure = 1000,

    /// <summary>The server goes away.</summary>
    GoingAway = 1001,

    /// <summary>The close frame had no code. https://www.rfc-editor.org/rfc/rfc6455#section-7.1.5</summary>
    NoStatusReceived = 1005,

    /// <summary>A message was larger than its receiver allows.</summary>
    MessageTooBig = 1009,

    /// <summary>Discord does not know what went wrong.</summary>
    UnknownError = 4000,

    /// <summary>An opcode was sent that Discord does not know, or a payload that does not fit its opcode.</summary>
    UnknownOpcode = 4001,

    /// <summary>A payload could not be decoded, or was larger than 4096 bytes.</summary>
    DecodeError = 4002,

    /// <summary>A payload was sent before IDENTIFY, or the session was invalidated.</summary>
    NotAuthenticated = 4003,

    /// <summary>The token is wrong.</summary>
    AuthenticationFailed = 4004,

    /// <summary>IDENTIFY was sent twice.</summary>
    AlreadyAuthenticated = 4005,

    /// <summary>The sequence of a RESUME was wrong.</summary>
    InvalidSequence = 4007,

    /// <summary>Payloads were sent too fast: more than 120 in 60 seconds.</summary>
    RateLimited = 4008,

    /// <summary>The session timed out.</summary>
    SessionTimedOut = 4009,

    /// <summary>The shard's id or the shard count was wrong.</summary>
    InvalidShard = 4010,

    /// <summary>The shard would hold more than 2500 guilds: more shards are needed.</summary>
    ShardingRequired = 4011,

    /// <summary>The version in the gateway address is not served.</summary>
    InvalidApiVersion = 4012,

    /// <summary>The intents hold a bit that means nothing.</summary>
    InvalidIntents = 4013,

    /// <summary>The intents hold a privileged one that is not enabled for the application.</summary>
    DisallowedIntents = 4014,
}
