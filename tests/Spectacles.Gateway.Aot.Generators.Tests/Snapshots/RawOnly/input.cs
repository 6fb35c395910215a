using Spectacles.Gateway;

namespace MyBot;

[GatewayEvent("EVENT_OF_TOMORROW", Intents = GatewayIntents.None)]
public sealed partial class Tomorrow
{
    public void Handle(in Dispatch dispatch)
    {
    }
}
