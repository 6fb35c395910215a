using System.Threading;
using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace MyBot;

public sealed partial class Counter
{
    [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)]
    public void OnPresence(PresenceUpdate.View presence, Shard shard)
    {
    }

    [GatewayEvent("MESSAGE_CREATE")]
    [GatewayEvent("MESSAGE_UPDATE")]
    public ValueTask OnMessage(scoped Message.View message, CancellationToken cancellationToken) => default;
}
