using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Counts who comes online. One handler serves all shards in parallel, so its count is interlocked.</summary>
[GatewayEvent("PRESENCE_UPDATE")]
internal sealed partial class OnlineCounter
{
    private int seen;

    public void Handle(PresenceUpdate presence)
    {
        if (presence.Status == OnlineStatus.Online)
        {
            Interlocked.Increment(ref seen);
        }
    }
}
