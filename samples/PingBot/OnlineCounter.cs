using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>
/// Counts users who come online. Presences are the most frequent events, so it uses a view, which allocates nothing. One handler serves all
/// shards in parallel, so its count is interlocked.
/// </summary>
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
