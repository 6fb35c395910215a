namespace Spectacles.Gateway;

/// <summary>The opcodes that a user can send, and their names.</summary>
/// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes</remarks>
internal static class CommandRules
{
    /// <summary>Voice server ping, which bots never needed and which Discord has removed.</summary>
    private const Opcode Withdrawn = (Opcode)5;

    /// <summary>Discord's current names, and those of <c>@spectacles/gateway</c>.</summary>
    private static readonly Dictionary<string, Opcode> Names = new(StringComparer.Ordinal)
    {
        ["DISPATCH"] = Opcode.Dispatch,
        ["HEARTBEAT"] = Opcode.Heartbeat,
        ["IDENTIFY"] = Opcode.Identify,
        ["PRESENCE_UPDATE"] = Opcode.PresenceUpdate,
        ["STATUS_UPDATE"] = Opcode.PresenceUpdate,
        ["VOICE_STATE_UPDATE"] = Opcode.VoiceStateUpdate,
        ["VOICE_SERVER_PING"] = Withdrawn,
        ["RESUME"] = Opcode.Resume,
        ["RECONNECT"] = Opcode.Reconnect,
        ["REQUEST_GUILD_MEMBERS"] = Opcode.RequestGuildMembers,
        ["INVALID_SESSION"] = Opcode.InvalidSession,
        ["HELLO"] = Opcode.Hello,
        ["HEARTBEAT_ACK"] = Opcode.HeartbeatAck,
        ["REQUEST_SOUNDBOARD_SOUNDS"] = Opcode.RequestSoundboardSounds,
        ["REQUEST_CHANNEL_INFO"] = Opcode.RequestChannelInfo,
    };

    /// <exception cref="ArgumentException">The name is unknown, or users must not send its opcode.</exception>
    public static Opcode Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.TryGetValue(name, out var opcode))
        {
            string known = string.Join(
                ", ", Names.Where(entry => Refusal(entry.Value) is null).OrderBy(entry => entry.Value).Select(entry => entry.Key));
            throw new ArgumentException(
                $"'{name}' is not the name of a command. Known commands: {known}. Send any other opcode by its number.");
        }

        ThrowIfNotSent(opcode);
        return opcode;
    }

    /// <exception cref="ArgumentException">
    /// The opcode is reserved for the shard, or is only received. Unknown opcodes are allowed, because Discord may add them.
    /// </exception>
    public static void ThrowIfNotSent(Opcode opcode)
    {
        if (Refusal(opcode) is { } refusal)
        {
            throw new ArgumentException(refusal);
        }
    }

    private static string? Refusal(Opcode opcode) => opcode switch
    {
        Opcode.Heartbeat => "HEARTBEAT (op 1) is sent by the shard itself. Shard.HeartbeatAsync sends one at once.",
        Opcode.Identify => "IDENTIFY (op 2) is sent by the shard itself after Cluster.SpawnAsync. ClusterOptions.Intents and "
            + "ClusterOptions.Presence set its content.",
        Opcode.Resume => "RESUME (op 6) is sent by the shard itself whenever a session can be resumed. "
                + "ClusterOptions.SessionStore lets it do so after a restart.",
        Opcode.Dispatch => "DISPATCH (op 0) is only received: handle events with [GatewayEvent] and Cluster.AddHandler.",
        Opcode.Reconnect => "RECONNECT (op 7) is only received: the shard connects again by itself.",
        Opcode.InvalidSession => "INVALID_SESSION (op 9) is only received: the shard starts a new session by itself.",
        Opcode.Hello => "HELLO (op 10) is only received.",
        Opcode.HeartbeatAck => "HEARTBEAT_ACK (op 11) is only received: Shard.Latency is measured with it.",
        Withdrawn => "VOICE_SERVER_PING (op 5) is no longer supported by Discord.",
        _ => null,
    };
}
