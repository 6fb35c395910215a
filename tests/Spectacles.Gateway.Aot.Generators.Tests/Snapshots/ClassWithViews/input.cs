using System.Threading;
using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace MyBot;

public sealed partial class Counter
{
    [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)]
    public void OnPresence(PresenceUpdateView presence, Shard shard)
    {
    }

    [GatewayEvent("MESSAGE_CREATE")]
    [GatewayEvent("MESSAGE_UPDATE")]
    public ValueTask OnMessage(scoped MessageView message, CancellationToken cancellationToken) => default;
}
