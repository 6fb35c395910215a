using System.Threading;
using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace MyBot;

[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class PingPong
{
    public ValueTask HandleAsync(CancellationToken ct, MessageCreate message, Shard shard) => default;
}
