using Spectacles.Gateway;

namespace MyBot;

[GatewayEvent("MESSAGE_CREATE")]
[GatewayEvent("MESSAGE_DELETE")]
public sealed partial class Recorder
{
    public void Handle(Shard shard, Dispatch dispatch)
    {
    }
}
