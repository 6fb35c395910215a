using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Counts who comes online, on views: presences are the most frequent events, and none of them allocates. One handler serves all shards in parallel, so its count is interlocked.</summary>
[GatewayEvent("PRESENCE_UPDATE")]
internal sealed partial class OnlineCounter
{
    private int seen;

    public void Handle(PresenceUpdate.View presence)
    {
        if (presence.Status.Equals("online"u8))
        {
            Interlocked.Increment(ref seen);
        }
    }
}
