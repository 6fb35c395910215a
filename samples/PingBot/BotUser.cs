using Spectacles.Gateway;

namespace PingBot;

/// <summary>Who the bot is, once READY has said so.</summary>
internal sealed class BotUser
{
    private ulong id;

    public Snowflake Id
    {
        get => Volatile.Read(ref id);
        set => Volatile.Write(ref id, value);
    }
}
