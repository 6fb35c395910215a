using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>The bot's own user id, set at READY.</summary>
[GatewayEvent("READY")]
internal sealed partial class BotUser
{
    private ulong id;

    public Snowflake Id => Volatile.Read(ref id);

    public void Handle(Ready ready) => Volatile.Write(ref id, ready.User.Id);
}
