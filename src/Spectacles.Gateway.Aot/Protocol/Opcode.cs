namespace Spectacles.Gateway;

/// <summary>The type of a gateway message: the envelope's <c>op</c>. Received opcodes that are not listed are ignored.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes</remarks>
public enum Opcode
{
    /// <summary>Received: an event, with its name in <c>t</c> and its sequence in <c>s</c>.</summary>
    Dispatch = 0,

    /// <summary>Sent: a heartbeat with the last sequence. Received: a request to send one at once.</summary>
    Heartbeat = 1,

    /// <summary>Sent: starts a new session.</summary>
    Identify = 2,

    /// <summary>Sent: changes the bot's presence.</summary>
    PresenceUpdate = 3,

    /// <summary>Sent: joins, moves between or leaves voice channels.</summary>
    VoiceStateUpdate = 4,

    /// <summary>Sent: continues a session and asks for the events that it missed.</summary>
    Resume = 6,

    /// <summary>Received: reconnect and resume. May arrive at any time, even before <see cref="Hello"/>.</summary>
    Reconnect = 7,

    /// <summary>Sent: asks for members of a guild.</summary>
    RequestGuildMembers = 8,

    /// <summary>Received: the session is invalid; <c>d</c> says whether it may be resumed.</summary>
    InvalidSession = 9,

    /// <summary>Received: the first message of a connection, with the heartbeat interval.</summary>
    Hello = 10,

    /// <summary>Received: the acknowledgement of the last heartbeat.</summary>
    HeartbeatAck = 11,

    /// <summary>Sent: asks for the soundboard sounds of guilds.</summary>
    RequestSoundboardSounds = 31,

    /// <summary>Sent: asks for the voice status and start time of a guild's channels.</summary>
    RequestChannelInfo = 43,
}
