using Spectacles.Gateway;

namespace PingBot;

/// <summary>The bot's own user id, set at READY.</summary>
internal sealed class BotUser
{
    private ulong id;

    public Snowflake Id
    {
        get => Volatile.Read(ref id);
        set => Volatile.Write(ref id, value);
    }
}
