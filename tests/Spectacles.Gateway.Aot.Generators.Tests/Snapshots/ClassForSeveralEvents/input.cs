using Spectacles.Gateway;
using Spectacles.Gateway.Dispatching;

namespace MyBot;

[GatewayEvent("MESSAGE_CREATE")]
[GatewayEvent("MESSAGE_DELETE")]
public sealed partial class Recorder
{
    public void Handle(Shard shard, Dispatch dispatch)
    {
    }
}
